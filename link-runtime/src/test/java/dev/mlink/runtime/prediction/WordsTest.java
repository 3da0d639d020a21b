package dev.mlink.runtime.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private final Words words = new Words(new Vocabulary(List.of("a", "cat", "sits"), 4));

    @Test
    void knownWordsComeBack() {
        assertThat(decoded("a cat sits")).isEqualTo("a cat sits");
    }

    @Test
    void whiteSpaceOfAnyKindSeparates() {
        assertThat(decoded("  a\t\ncat\u2003sits \r\n")).isEqualTo("a cat sits");
    }

    @Test
    void caseIsKept() {
        assertThat(encoded("A a")).containsExactly(Vocabulary.UNKNOWN, Vocabulary.FIRST, 0, 0);
    }

    @Test
    void anUnknownWordKeepsItsPlace() {
        assertThat(encoded("a dog sits")).containsExactly(4, Vocabulary.UNKNOWN, 6, Vocabulary.PADDING);
    }

    @Test
    void whatIsTooLongIsCut() {
        assertThat(decoded("a a a a cat")).isEqualTo("a a a a");
    }

    @Test
    void anEmptyTextIsAllPadding() {
        assertThat(encoded("  ")).containsOnly(Vocabulary.PADDING);
        assertThat(decoded("")).isEmpty();
    }

    @Test
    void textsLieBesideEachOther() {
        float[] samples = new float[8];
        words.encode(Sentence.of("cat"), samples, 0);
        words.encode(Sentence.of("a cat"), samples, 4);
        assertThat(words.decode(samples, 4).text()).isEqualTo("a cat");
    }

    @Test
    void aVocabularyHoldsWordsOnly() {
        assertThatThrownBy(() -> new Vocabulary(List.of("two words"), 1)).hasMessageContaining("'two words'");
        assertThatThrownBy(() -> new Vocabulary(List.of(""), 1)).hasMessageContaining("not empty");
        assertThatThrownBy(() -> new Vocabulary(List.of("a", "a"), 1)).hasMessageContaining("twice");
        assertThatThrownBy(() -> new Vocabulary(List.of("a"), 0)).hasMessageContaining("longest is 0");
    }

    private String decoded(String text) {
        return words.decode(encoded(text), 0).text();
    }

    private float[] encoded(String text) {
        float[] samples = new float[words.size()];
        words.encode(Sentence.of(text), samples, 0);
        return samples;
    }
}
