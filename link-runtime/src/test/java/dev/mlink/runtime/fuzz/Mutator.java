package dev.mlink.runtime.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils bytes: mostly by one change, else by up to four, each at a place that chance chooses. The same generator spoils them the same. */
record Mutator(RandomGenerator chance, List<byte[]> others) {

    private static final List<byte[]> WORDS = words(
            "-1",
            "0",
            "4294967296",
            "9223372036854775807",
            "1e999",
            "NaN",
            "null",
            "true",
            "[[]]",
            "{}",
            "\"\\ud800\"",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "\\u0000",
            "FP64",
            "BYTES",
            "BOOL",
            "raw_input_contents",
            "shape",
            "data",
            "binary_data_size",
            "classification",
            "binary_data_output",
            "sequence_id",
            "priority",
            "timeout",
            "parameters",
            "mlink_sample",
            "triton_enable_empty_final_response");

    private static final List<byte[]> NUMBERS = List.of(
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // the varint of -1
            new byte[] {-1, -1, -1, -1, 7},
            new byte[] {-128, -128, -128, -128, 16},
            new byte[] {0},
            new byte[] {127});

    byte[] spoil(byte[] message) {
        byte[] spoiled = message;
        int changes = chance.nextInt(3) == 0 ? 2 + chance.nextInt(3) : 1;
        for (int i = 0; i < changes; i++) {
            spoiled = change(spoiled);
        }
        return spoiled;
    }

    private byte[] change(byte[] bytes) {
        int at = chance.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - at, 1 + chance.nextInt(16));
        return switch (chance.nextInt(7)) {
            case 0 -> flip(bytes);
            case 1 -> splice(bytes, at, length, new byte[0]);
            case 2 -> splice(bytes, at, 0, random());
            case 3 -> splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 4 -> splice(bytes, at, length, WORDS.get(chance.nextInt(WORDS.size())));
            case 5 -> splice(bytes, at, Math.min(length, 1), NUMBERS.get(chance.nextInt(NUMBERS.size())));
            default -> tail(bytes, at);
        };
    }

    private byte[] flip(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[chance.nextInt(flipped.length)] ^= (byte) (1 << chance.nextInt(8));
        }
        return flipped;
    }

    private byte[] random() {
        byte[] random = new byte[1 + chance.nextInt(16)];
        chance.nextBytes(random);
        return random;
    }

    /** The end of another message follows the beginning of this one, or nothing does. */
    private byte[] tail(byte[] bytes, int at) {
        byte[] other = others.get(chance.nextInt(others.size()));
        byte[] end = chance.nextInt(3) == 0
                ? new byte[0]
                : Arrays.copyOfRange(other, chance.nextInt(other.length + 1), other.length);
        return splice(bytes, at, bytes.length - at, end);
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
        return ByteBuffer.allocate(bytes.length - removed + inserted.length)
                .put(bytes, 0, at)
                .put(inserted)
                .put(bytes, at + removed, bytes.length - at - removed)
                .array();
    }

    private static List<byte[]> words(String... words) {
        return Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
