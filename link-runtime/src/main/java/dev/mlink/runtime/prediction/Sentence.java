package dev.mlink.runtime.prediction;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text as links see it: its words, as they are written, without the white space between them.
 *
 * @param words none empty; no words at all for an empty text
 */
public record Sentence(List<String> words) {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{javaWhitespace}+");

    public Sentence {
        words = List.copyOf(words);
    }

    public static Sentence of(String text) {
        return new Sentence(
                WHITE_SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList());
    }

    /** The words with one space between them. */
    public String text() {
        return String.join(" ", words);
    }
}
