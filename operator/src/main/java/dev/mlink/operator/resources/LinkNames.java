package dev.mlink.operator.resources;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of generated ModelLinks: Triton's model names are no Kubernetes names, so a hash stands for the pair. */
public record LinkNames(String group) {

    private static final int HEX_DIGITS = 10;

    public String of(String source, String target) {
        return group + "-" + hash(source + "\n" + target);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
