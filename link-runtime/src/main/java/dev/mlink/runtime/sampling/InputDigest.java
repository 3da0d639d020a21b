package dev.mlink.runtime.sampling;

import dev.mlink.runtime.store.NpyArray;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * 128 bits of a sample's inputs, by which an equal one is found; only a comparison proves it.
 *
 * @param high the first 64 bits
 * @param low the other 64 bits
 */
record InputDigest(long high, long low) {

    /** @param seed makes digests of different processes unrelated, so that nobody can prepare a collision */
    static InputDigest of(Sample sample, long seed) {
        MessageDigest sha = sha256();
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
        for (Map.Entry<String, NpyArray> input : sample.inputs().entrySet()) {
            sha.update((input.getKey() + input.getValue()).getBytes(StandardCharsets.UTF_8));
            sha.update(input.getValue().data());
        }
        ByteBuffer digest = ByteBuffer.wrap(sha.digest());
        return new InputDigest(digest.getLong(), digest.getLong());
    }

    /** A draw from the exponential distribution of mean 1, the same for the same inputs and seed. */
    double exponential() {
        double uniform = ((high >>> 11) + .5) * 0x1.0p-53;
        return -Math.log(uniform);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
