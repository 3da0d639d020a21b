package dev.mlink.runtime.store;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a store is, as {@code MLINK_STORE} and {@code --store} say it. */
sealed interface StoreLocation {

    /** A directory, such as a mounted volume. */
    record OnVolume(Path root) implements StoreLocation {}

    /**
     * A bucket.
     *
     * @param prefix of every key: empty, or ends with a slash
     */
    record InBucket(String bucket, String prefix) implements StoreLocation {}

    Pattern S3 = Pattern.compile("s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/(?<prefix>.*))?");

    /**
     * Reads a location.
     *
     * @throws IllegalArgumentException it is neither {@code s3://bucket/prefix} nor a directory
     */
    static StoreLocation parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the store is ''; write a directory or s3://bucket/prefix");
        }
        Matcher s3 = S3.matcher(text);
        if (s3.matches()) {
            String prefix = s3.group("prefix") == null ? "" : s3.group("prefix");
            return new InBucket(s3.group("bucket"), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
        }
        if (text.contains("://")) {
            throw new IllegalArgumentException("the store is '" + text
                    + "', which is neither a directory nor s3://bucket/prefix with a bucket's name of 3 to 63 small"
                    + " letters, digits, dots and hyphens");
        }
        return new OnVolume(Path.of(text));
    }
}
