package dev.mlink.runtime.sharing;

import com.google.common.hash.HashCode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.mlink.triton.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds inputs by 128 bits of their content. It only finds: what it finds is compared byte by byte, so inputs that were made
 * to collide gain their author nothing, and the seed keeps them from being made in advance.
 */
final class ContentDigest {
    private final HashFunction function;

    ContentDigest(int seed) {
        this.function = Hashing.murmur3_128(seed);
    }

    HashCode of(Map<String, Tensor> inputs) {
        Hasher hasher = function.newHasher();
        new TreeMap<>(inputs).forEach((name, tensor) -> {
            text(hasher, name);
            hasher.putInt(tensor.datatype().ordinal());
            hasher.putInt(tensor.shape().dimensions().size());
            tensor.shape().dimensions().forEach(hasher::putLong);
            hasher.putInt(tensor.data().size());
            tensor.data().asReadOnlyByteBufferList().forEach(hasher::putBytes);
        });
        return hasher.hash();
    }

    /** Whether two are the same to the last byte. */
    static boolean same(Map<String, Tensor> one, Map<String, Tensor> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(input -> same(input.getValue(), other.get(input.getKey())));
    }

    private static boolean same(Tensor one, Tensor other) {
        ByteBuffer bytes = one.data().asReadOnlyByteBuffer();
        return one.datatype() == other.datatype()
                && one.shape().equals(other.shape())
                && bytes.equals(other.data().asReadOnlyByteBuffer());
    }

    private static void text(Hasher hasher, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hasher.putInt(bytes.length).putBytes(bytes);
    }
}
