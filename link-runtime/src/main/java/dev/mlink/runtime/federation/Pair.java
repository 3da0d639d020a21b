package dev.mlink.runtime.federation;

/** An ordered pair of models, by the names that all groups of an exchange give them. */
public record Pair(String source, String target) implements Comparable<Pair> {

    @Override
    public int compareTo(Pair other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return source + " -> " + target;
    }
}
