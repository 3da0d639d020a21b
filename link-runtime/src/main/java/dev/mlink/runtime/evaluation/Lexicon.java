package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.prediction.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every word of some texts with a number of its own, so that a text is a row of numbers like any other output: nothing is
 * lost, and equal rows are equal texts.
 */
public final class Lexicon {
    /** Stands for a word that is in no text; equal to none of theirs. */
    private static final int FOREIGN = -1;

    private final List<String> words = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private Lexicon() {}

    /** Of no texts at all. */
    public static Lexicon empty() {
        return new Lexicon();
    }

    public static Lexicon of(Collection<Sentence> texts) {
        Lexicon lexicon = new Lexicon();
        texts.forEach(text -> text.words().forEach(lexicon::add));
        return lexicon;
    }

    private void add(String word) {
        if (numbers.putIfAbsent(word, words.size()) == null) {
            words.add(word);
        }
    }

    /** A text as a row, as long as it has words. */
    public float[] row(Sentence text) {
        float[] row = new float[text.words().size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = numbers.getOrDefault(text.words().get(i), FOREIGN);
        }
        return row;
    }

    /** The text of a row. */
    public Sentence sentence(float[] row) {
        List<String> text = new ArrayList<>();
        for (float number : row) {
            text.add(words.get((int) number));
        }
        return new Sentence(text);
    }

    /** Texts as a link reads them, [texts][longest]. */
    float[][] encoded(float[][] rows, Words form) {
        float[][] encoded = new float[rows.length][form.size()];
        for (int row = 0; row < rows.length; row++) {
            form.encode(sentence(rows[row]), encoded[row], 0);
        }
        return encoded;
    }
}
