package dev.mlink.runtime.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A SHA-256 as manifests and routing tables write it.
 *
 * @param text {@code sha256:} and 64 hexadecimal digits
 */
public record Digest(String text) {
    private static final String ALGORITHM = "sha256:";
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public Digest {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "artefact '" + text + "' is no digest; write sha256: and 64 hexadecimal digits");
        }
    }

    public static Digest of(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new Digest(ALGORITHM + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** What a name stands for; empty when it is no digest. */
    static Optional<Digest> ofHex(String name) {
        return FORM.matcher(ALGORITHM + name).matches() ? Optional.of(new Digest(ALGORITHM + name)) : Optional.empty();
    }

    /** Every digest that stands in a text. */
    static Set<Digest> namedIn(String text) {
        return FORM.matcher(text)
                .results()
                .map(found -> new Digest(found.group()))
                .collect(Collectors.toSet());
    }

    /** The digits alone, which name the artefact's directory. */
    public String hex() {
        return text.substring(ALGORITHM.length());
    }

    @Override
    public String toString() {
        return text;
    }
}
