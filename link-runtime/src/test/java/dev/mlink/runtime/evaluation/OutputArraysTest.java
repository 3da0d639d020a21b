package dev.mlink.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.prediction.Words;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Vocabulary;
import dev.mlink.runtime.training.Scene;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputArraysTest {
    private static final ModelOutput CAPTION = new ModelOutput("caption", Task.TEXT, new Metric.WordAccuracy(0));
    private static final ModelOutput COUNT = new ModelOutput("count", Task.REGRESSION, new Metric.WithinTolerance(.5));

    @Test
    void equalTextsAreEqualRows() {
        Observations observed = read(List.of("a red  dog", "a dog", "a red dog"), 1, 2, 3);
        assertThat(observed.of("caption")[0])
                .isEqualTo(observed.of("caption")[2])
                .hasSize(3);
        assertThat(observed.of("caption")[1]).hasSize(2);
        assertThat(observed.texts("caption").get(1).text()).isEqualTo("a dog");
    }

    @Test
    void aTextOfASampleWithoutANumberIsLeftOut() {
        Observations observed = read(List.of("a", "b", "c"), 1, Float.NaN, 3);
        assertThat(observed.texts("caption")).extracting(Sentence::text).containsExactly("a", "c");
        assertThat(observed.unusable()).containsEntry("count", 1).doesNotContainKey("caption");
    }

    @Test
    void linksReadTextsByTheirOwnVocabulary() {
        Words words = new Words(new Vocabulary(List.of("dog", "a"), 2));
        Observations observed = read(List.of("a dog runs", "cat"), 1, 2);
        assertThat(observed.of("caption", words)).isDeepEqualTo(new float[][] {{5, 4}, {Vocabulary.UNKNOWN, 0}});
        assertThat(observed.of("count", new Form.Numbers(1))).isDeepEqualTo(new float[][] {{1}, {2}});
    }

    @Test
    void answersAreComparedByTheirWords() {
        Words words = new Words(new Vocabulary(List.of("dog", "a", "horse"), 3));
        Observations observed = read(List.of("a dog", "cat"), 1, 2);
        assertThat(observed.row(new float[] {5, 4, 0}, 0, words)).isEqualTo(observed.of("caption")[0]);
        float[] foreign = observed.row(new float[] {6, 0, 0}, 0, words);
        assertThat(new Metric.WordAccuracy(0).score(foreign, observed.of("caption")[1]))
                .isZero();
    }

    @Test
    void whatIsDeclaredMustBeThere() {
        NpyArray numbers = NpyArray.of(new float[] {1, 2}, 2, 1);
        assertThatThrownBy(() -> new OutputArray(CAPTION, numbers).texts())
                .hasMessageContaining("model 'caption' answers with <f4[2, 1] instead of texts");
        assertThatThrownBy(() -> new OutputArray(COUNT, Scene.texts(List.of("a"))).rows())
                .hasMessageContaining("model 'count' answers with |S1[1, 1] instead of numbers");
    }

    private static Observations read(List<String> captions, float... counts) {
        long[] times = new long[counts.length];
        return new OutputArrays(List.of(
                        new OutputArray(CAPTION, Scene.texts(captions)),
                        new OutputArray(COUNT, NpyArray.of(counts, counts.length, 1))))
                .at(times, new boolean[counts.length], Collections.nCopies(counts.length, ""));
    }
}
