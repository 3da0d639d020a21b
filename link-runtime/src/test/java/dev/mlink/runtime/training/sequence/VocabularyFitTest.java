package dev.mlink.runtime.training.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.store.Vocabulary;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyFitTest {
    @Test
    void frequentWordsComeFirstThenTheAlphabet() {
        Vocabulary vocabulary = fit(100, "b a c", "c b a", "c");
        assertThat(vocabulary.words()).containsExactly("c", "a", "b");
    }

    @Test
    void whatOccursOnceIsLeftToTheUnknownWord() {
        assertThat(fit(100, "a a rare").words()).containsExactly("a");
    }

    @Test
    void theRarestWordsGoWhereThereAreTooMany() {
        assertThat(fit(2, "a a a b b c c c c").words()).containsExactly("c", "a");
    }

    @Test
    void theLongestTextIsKnownAndBounded() {
        assertThat(fit(100, "a a", "a a a").longest()).isEqualTo(3);
        assertThat(fit(100, "a a a a a a a a a").longest()).isEqualTo(8);
    }

    @Test
    void emptyTextsTeachNoWords() {
        assertThat(fit(100, "", "")).isEqualTo(new Vocabulary(List.of(), 1));
    }

    private static Vocabulary fit(int most, String... texts) {
        return new VocabularyFit(most, 8)
                .fit(Arrays.stream(texts).map(Sentence::of).toList());
    }
}
