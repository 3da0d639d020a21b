package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.testing.PythonEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are exchanged with a real numpy, both ways; without one this fails. */
class NumpyIT {
    private final PythonEnvironment python = PythonEnvironment.installed();

    @TempDir
    Path directory;

    @Test
    void numpyReadsWhatWeWrite() throws Exception {
        NpzFile file = new NpzFile(directory.resolve("ours.npz"));
        file.write(Map.of(
                "x", NpyArray.of(new float[] {1.5f, -2, 3, 4, 5, 6}, 2, 3),
                "time", NpyArray.of(-1, 1L << 40),
                "text", new NpyArray(ElementType.bytes(3), List.of(2), "ab\0cde".getBytes(StandardCharsets.US_ASCII))));

        assertThat(
                        python(
                                "import numpy as n; a = n.load('ours.npz')\n"
                                        + "print(a['x'].dtype, a['x'].tolist(), a['time'].dtype, a['time'].tolist(), a['text'].tolist())"))
                .isEqualTo("float32 [[1.5, -2.0, 3.0], [4.0, 5.0, 6.0]] int64 [-1, 1099511627776] [b'ab', b'cde']");
    }

    @Test
    void weReadWhatNumpyWrites() throws Exception {
        python("import numpy as n\n"
                + "n.savez('plain.npz', x=n.arange(6, dtype='f8').reshape(2, 3), h=n.float16([.1]), s=n.array(7, 'u1'))\n"
                + "n.savez_compressed('small.npz', x=n.zeros((0, 4), 'i4'))");

        Map<String, NpyArray> plain = new NpzFile(directory.resolve("plain.npz")).read();
        assertThat(plain.get("x").shape()).containsExactly(2, 3);
        assertThat(plain.get("x").floats()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(plain.get("h").floats()).containsExactly(0.099975586f);
        assertThat(plain.get("s").shape()).isEmpty();
        assertThat(plain.get("s").longs()).containsExactly(7);
        assertThat(new NpzFile(directory.resolve("small.npz")).read().get("x").shape())
                .containsExactly(0, 4);
    }

    private String python(String program) throws IOException, InterruptedException {
        return python.run(directory, Map.of(), "-c", program).strip();
    }
}
