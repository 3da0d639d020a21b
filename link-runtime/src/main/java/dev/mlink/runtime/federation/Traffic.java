package dev.mlink.runtime.federation;

/** Bytes of arrays that travelled. */
public record Traffic(long sent, long received) {
    static final Traffic NONE = new Traffic(0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(sent + other.sent, received + other.received);
    }
}
