package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Map<String, NpyArray> arrays = Map.of(
                "image", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2),
                "time", NpyArray.of(Long.MIN_VALUE, 0, Long.MAX_VALUE),
                "empty", NpyArray.of(new float[0], 0, 2),
                "scalar", NpyArray.of(new float[] {7}));
        NpzFile file = new NpzFile(directory.resolve("a.npz"));

        file.write(arrays);

        assertThat(file.read()).isEqualTo(arrays);
        assertThat(file.read().get("image").floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(file.read().get("time").longs()).containsExactly(Long.MIN_VALUE, 0, Long.MAX_VALUE);
        try (var files = Files.list(directory)) {
            assertThat(files).as("no temporary file stays").hasSize(1);
        }
    }

    @Test
    void everyNumberIsReadAsAFloat() {
        assertThat(numbers('b', 1, 0, 1)).containsExactly(0, 1);
        assertThat(numbers('i', 1, -1, 127)).containsExactly(-1, 127);
        assertThat(numbers('u', 1, -1, 127)).containsExactly(255, 127);
        assertThat(numbers('i', 2, -1, -1, 1, 0)).containsExactly(-1, 1);
        assertThat(numbers('u', 2, -1, -1)).containsExactly(65535);
        assertThat(numbers('f', 2, 0, 0x3c, 0, -0x40, 1, 0, 0, 0x7c))
                .containsExactly(1, -2, (float) Math.scalb(1.0, -24), Float.POSITIVE_INFINITY);
        assertThat(numbers('u', 4, -1, -1, -1, -1)).containsExactly(4294967295f);
        assertThat(numbers('u', 8, -1, -1, -1, -1, -1, -1, -1, -1)).containsExactly(18446744073709551615f);
    }

    @Test
    void aTruncatedFileSaysWhere() throws IOException {
        Path path = directory.resolve("a.npz");
        new NpzFile(path).write(Map.of("x", NpyArray.of(new float[1000], 1000)));
        Files.write(path, java.util.Arrays.copyOf(Files.readAllBytes(path), 60));

        assertThatThrownBy(new NpzFile(path)::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.npz");
    }

    @Test
    void aShapeThatDoesNotFitItsDataIsRefused() {
        assertThatThrownBy(() -> NpyArray.of(new float[3], 2))
                .hasMessage("an array of shape [2] and <f4 takes 8 bytes, got 12");
        assertThatThrownBy(() -> new NpyArray(ElementType.FLOAT32, List.of(-1), new byte[0]))
                .hasMessageContaining("negative");
    }

    private static float[] numbers(char kind, int size, int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        return new NpyArray(new ElementType(kind, size), List.of(bytes.length / size), data).floats();
    }
}
