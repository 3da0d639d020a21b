package dev.mlink.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.NpyArray;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeptSamplesTest {
    private static final SamplingRule RULE = new SamplingRule(100, Duration.ofHours(2), .3, .05);

    /** Inputs from 0 to 1; predictions are unsure of those above .98. */
    private static Candidate candidate(int time, Random random) {
        float value = random.nextFloat();
        double unsure = value > .98 ? .5 + random.nextDouble() / 2 : random.nextDouble() / 2;
        return new Candidate(ReservoirTest.sample(time, value), Map.of("label", unsure));
    }

    @Test
    void whatPredictionsAreUnsureOfIsKeptBesidesWhatChanceKeeps() {
        KeptSamples kept = new KeptSamples(RULE, 1);
        Random random = new Random(1);
        for (int time = 0; time < 10_000; time++) {
            kept.offer(candidate(time, random));
        }
        List<Sample> audit = kept.samples().stream().filter(Sample::audit).toList();
        List<Sample> informative =
                kept.samples().stream().filter(sample -> !sample.audit()).toList();
        assertThat(audit).hasSize(100);
        assertThat(informative).hasSizeBetween(50, 60);
        // 2 % of all inputs; of the 5 % that count as informative 2 in 5
        assertThat(share(informative)).isGreaterThan(.2);
        assertThat(share(audit)).isLessThan(.1);
    }

    @Test
    void theAuditDoesNotDependOnAnyPrediction() {
        KeptSamples told = new KeptSamples(RULE, 1);
        KeptSamples untold = new KeptSamples(RULE, 1);
        Random random = new Random(1);
        for (int time = 0; time < 5000; time++) {
            Candidate candidate = candidate(time, random);
            told.offer(candidate);
            untold.offer(Candidate.of(candidate.sample()));
        }
        assertThat(untold.samples()).allMatch(Sample::audit);
        assertThat(told.samples().stream().filter(Sample::audit).toList()).isEqualTo(untold.samples());
    }

    @Test
    void aRestartKeepsBothKinds() {
        KeptSamples before = new KeptSamples(RULE, 1);
        Random random = new Random(1);
        for (int time = 0; time < 5000; time++) {
            before.offer(candidate(time, random));
        }
        KeptSamples after = new KeptSamples(RULE, 1);
        before.samples().forEach(after::restore);
        assertThat(after.samples()).isEqualTo(before.samples());
    }

    @Test
    void aShareThatLeavesTooFewToCertifyIsRefused() {
        assertThatThrownBy(() -> new SamplingRule(100, Duration.ofHours(2), .5, .05))
                .hasMessageContaining("informative share is 0.5; write a share of the profile from 0 to 0.4");
    }

    @Test
    void otherInputsStartAnew() {
        KeptSamples kept = new KeptSamples(RULE, 1);
        Random random = new Random(1);
        for (int time = 0; time < 5000; time++) {
            kept.offer(candidate(time, random));
        }
        Sample other = new Sample(5000, new TreeMap<>(Map.of("audio", NpyArray.of(new float[2], 2))));
        kept.offer(Candidate.of(other));
        assertThat(kept.samples()).containsExactly(other);
    }

    private static double share(List<Sample> samples) {
        return (double) samples.stream()
                        .filter(sample -> sample.inputs().get("image").floats()[0] > .98)
                        .count()
                / samples.size();
    }
}
