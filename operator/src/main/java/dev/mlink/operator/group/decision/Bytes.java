package dev.mlink.operator.group.decision;

/** Memory as people read it. */
public final class Bytes {

    private static final long MEBI = 1L << 20;

    private Bytes() {}

    /** In Mi where that is exact or large enough to be; in bytes otherwise. */
    public static String text(long bytes) {
        return bytes >= MEBI ? Math.round((double) bytes / MEBI) + "Mi" : Long.toString(bytes);
    }
}
