package dev.mlink.runtime.store;

import java.util.HashSet;
import java.util.List;

/**
 * The words that a link reads or writes. A text is kept as numbers: 0 pads, 1 stands for a word that is not here, 2
 * begins an answer and 3 ends it; {@code words.get(i)} is number {@code i + 4}.
 *
 * @param words each once, none empty or with white space in it
 * @param longest the most words of a text; what is longer is cut, at least 1
 */
public record Vocabulary(List<String> words, int longest) {
    public static final int PADDING = 0;
    public static final int UNKNOWN = 1;
    public static final int START = 2;
    public static final int END = 3;

    /** The number of the first word. */
    public static final int FIRST = 4;

    public Vocabulary {
        words = List.copyOf(words);
        if (new HashSet<>(words).size() != words.size()) {
            throw new IllegalArgumentException("a vocabulary holds a word twice; write each once");
        }
        words.stream().filter(Vocabulary::isNoWord).findFirst().ifPresent(wrong -> {
            throw new IllegalArgumentException(
                    "a vocabulary holds '" + wrong + "'; a word is not empty and has no white space");
        });
        if (longest < 1) {
            throw new IllegalArgumentException("a vocabulary's longest is " + longest + "; write 1 or more");
        }
    }

    /** How many numbers there are, the four that are no words included. */
    public int size() {
        return FIRST + words.size();
    }

    private static boolean isNoWord(String word) {
        return word.isEmpty() || word.chars().anyMatch(Character::isWhitespace);
    }
}
