package dev.mlink.runtime.store;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One array as an {@code .npy} stream (NumPy enhancement proposal 1, format versions 1 to 3). */
final class NpyCodec {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    void write(NpyArray array, OutputStream out) throws IOException {
        String lengths = array.shape().stream().map(length -> length + ",").collect(Collectors.joining(" "));
        String header =
                "{'descr': '" + array.type().description() + "', 'fortran_order': False, 'shape': (" + lengths + "), }";
        int fixed = MAGIC.length + 4;
        int padding = (ALIGNMENT - (fixed + header.length() + 1) % ALIGNMENT) % ALIGNMENT;
        byte[] padded = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        out.write(MAGIC);
        out.write(new byte[] {1, 0, (byte) padded.length, (byte) (padded.length >> 8)});
        out.write(padded);
        out.write(array.data());
    }

    /** Reads one array; an {@link IOException} says what is wrong with the stream. */
    NpyArray read(InputStream in) throws IOException {
        String header = header(new DataInputStream(in));
        if (field(FORTRAN, header).equals("True")) {
            throw new IOException("the array is column-major; write it row-major (numpy.ascontiguousarray)");
        }
        try {
            ElementType type = ElementType.parse(field(DESCRIPTION, header));
            List<Integer> shape = Arrays.stream(field(SHAPE, header).split(","))
                    .map(String::strip)
                    .filter(length -> !length.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
            int bytes = shape.stream().reduce(type.size(), Math::multiplyExact);
            byte[] data = in.readNBytes(bytes);
            if (data.length < bytes) {
                throw new EOFException("the array ends after " + data.length + " of " + bytes + " bytes");
            }
            return new NpyArray(type, shape, data);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new IOException("no array that can be read: " + wrong.getMessage(), wrong);
        }
    }

    private static String header(DataInputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("not in numpy's .npy format");
        }
        int major = in.readUnsignedByte();
        in.readUnsignedByte();
        int length = major == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.reverseBytes(in.readInt());
        if (major > 3 || length < 0 || length > 1 << 20) {
            throw new IOException("numpy format version " + major + " with a header of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String field(Pattern pattern, String header) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException(
                    "an .npy header without " + pattern.pattern().substring(0, 8) + "...: " + header.strip());
        }
        return matcher.group(1);
    }
}
