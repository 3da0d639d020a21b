package dev.mlink.runtime.training.sequence;

import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.store.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses the words that links know: those that the training part has at least twice, the frequent first and equally
 * frequent ones by alphabet. What occurs once is left to the unknown word, which so learns what a word that was never seen
 * is like.
 *
 * @param mostWords how many words at most
 * @param mostLong how many words of a text at most
 */
public record VocabularyFit(int mostWords, int mostLong) {
    private static final int FEWEST = 2;

    /** @param texts of the training part */
    public Vocabulary fit(List<Sentence> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        int longest = 1;
        for (Sentence text : texts) {
            longest = Math.max(longest, text.words().size());
            text.words().forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        List<String> words = counts.entrySet().stream()
                .filter(word -> word.getValue() >= FEWEST)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(mostWords)
                .map(Map.Entry::getKey)
                .toList();
        return new Vocabulary(words, Math.min(longest, mostLong));
    }
}
