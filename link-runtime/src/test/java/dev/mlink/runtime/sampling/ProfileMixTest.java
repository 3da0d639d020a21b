package dev.mlink.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileMixTest {

    /** Every third one is informative. */
    private static final List<Sample> KEPT = IntStream.range(0, 300)
            .mapToObj(time ->
                    time % 3 == 0 ? ReservoirTest.sample(time, time).informative() : ReservoirTest.sample(time, time))
            .toList();

    @Test
    void theNewerHalfIsChosenAtRandomAndTheShareIsInformative() {
        List<Sample> chosen = new ProfileMix(100, .3).choose(KEPT);
        assertThat(chosen).hasSize(100).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
        assertThat(chosen.subList(50, 100)).allMatch(Sample::audit);
        assertThat(chosen.subList(0, 50)).filteredOn(sample -> !sample.audit()).hasSize(30);
    }

    @Test
    void whereThereAreTooFewInformativeOnesChanceFillsUp() {
        List<Sample> few = KEPT.stream()
                .filter(sample -> sample.audit() || sample.time() < 30)
                .toList();
        List<Sample> chosen = new ProfileMix(100, .3).choose(few);
        assertThat(chosen).hasSize(100).filteredOn(sample -> !sample.audit()).hasSize(10);
    }

    @Test
    void withoutAShareTheNewestAuditSamplesAreTaken() {
        assertThat(new ProfileMix(100, 0).choose(KEPT))
                .isEqualTo(KEPT.stream().filter(Sample::audit).skip(100).toList());
    }

    @Test
    void withoutAuditSamplesThereIsNoProfile() {
        assertThat(new ProfileMix(100, .3).choose(List.of())).isEmpty();
        assertThat(new ProfileMix(100, .3)
                        .choose(KEPT.stream().filter(sample -> !sample.audit()).toList()))
                .isEmpty();
    }
}
