package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts over a vocabulary: {@code longest} word numbers, padded with 0. A word that the vocabulary lacks is the number 1,
 * words behind the longest text are cut.
 */
public final class Words implements Form {
    private final Vocabulary vocabulary;
    private final Map<String, Integer> numbers = new HashMap<>();

    public Words(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        for (String word : vocabulary.words()) {
            numbers.put(word, Vocabulary.FIRST + numbers.size());
        }
    }

    @Override
    public int size() {
        return vocabulary.longest();
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The number of a word. */
    public int number(String word) {
        return numbers.getOrDefault(word, Vocabulary.UNKNOWN);
    }

    /** Puts a text to {@code to} of {@code samples}. */
    public void encode(Sentence sentence, float[] samples, int to) {
        List<String> words = sentence.words();
        for (int i = 0; i < size(); i++) {
            samples[to + i] = i < words.size() ? number(words.get(i)) : Vocabulary.PADDING;
        }
    }

    /** The text that begins at {@code from}: words up to the first number that is none. */
    public Sentence decode(float[] samples, int from) {
        List<String> words = new ArrayList<>();
        for (int i = from; i < from + size() && samples[i] >= Vocabulary.FIRST; i++) {
            words.add(vocabulary.words().get((int) samples[i] - Vocabulary.FIRST));
        }
        return new Sentence(words);
    }
}
