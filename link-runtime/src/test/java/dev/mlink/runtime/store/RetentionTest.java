package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.Inventory.Finished;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

    private final Retention retention = new Retention(2, Duration.ofHours(24));
    private final List<Finished> finished = new ArrayList<>();
    private final Map<String, Instant> running = new HashMap<>();
    private final Map<String, Instant> profiles = new HashMap<>();
    private final Map<Digest, Instant> artifacts = new HashMap<>();
    private final Map<String, Instant> reservoirs = new HashMap<>();
    private final Set<Digest> inForce = new HashSet<>();

    @Test
    void theNewestTrainingsStayWithAllThatIsTheirs() {
        train("t1", Duration.ofDays(4), "a", "shared");
        train("t2", Duration.ofDays(3), "b");
        train("t3", Duration.ofDays(2), "c", "shared");

        Removal removal = decide();

        assertThat(removal.trainings()).containsExactly("t1");
        assertThat(removal.profiles()).containsExactly("t1");
        assertThat(removal.artifacts()).containsExactly(digest("a"));
    }

    @Test
    void aTrainingThatTheTableInForceNamesStaysWhole() {
        train("t1", Duration.ofDays(4), "a1", "a2");
        train("t2", Duration.ofDays(3), "b");
        train("t3", Duration.ofDays(2), "c");
        train("t4", Duration.ofDays(1), "d");
        inForce.add(digest("a2"));

        Removal removal = decide();

        assertThat(removal.trainings()).containsExactly("t2");
        assertThat(removal.artifacts()).containsExactly(digest("b"));
    }

    @Test
    void whatIsInForceStaysEvenWithoutAReport() {
        train("t1", Duration.ofDays(1), "a");
        artifacts.put(digest("orphan"), NOW.minus(Duration.ofDays(9)));
        artifacts.put(digest("lost"), NOW.minus(Duration.ofDays(9)));
        inForce.add(digest("orphan"));

        assertThat(decide().artifacts()).containsExactly(digest("lost"));
    }

    @Test
    void whileAnotherTrainingRunsOnlySamplesGo() {
        train("t1", Duration.ofDays(4), "a");
        train("t2", Duration.ofDays(3), "b");
        train("t3", Duration.ofDays(2), "c");
        running.put("t4", NOW.minus(Duration.ofHours(23)));
        reservoirs.put("gone", NOW.minus(Duration.ofHours(25)));

        assertThat(decide()).isEqualTo(new Removal(Set.of(), Set.of(), Set.of(), Set.of(), Set.of("gone")));

        running.put("t4", NOW.minus(Duration.ofHours(25)));
        Removal removal = decide();
        assertThat(removal.abandoned()).containsExactly("t4");
        assertThat(removal.trainings()).containsExactly("t1");
    }

    @Test
    void nothingYoungGoes() {
        train("t1", Duration.ofDays(3), "a");
        train("t2", Duration.ofDays(2), "b");
        artifacts.put(digest("new"), NOW.minus(Duration.ofMinutes(59)));
        artifacts.put(digest("old"), NOW.minus(Duration.ofMinutes(61)));
        profiles.put("new", NOW.minus(Duration.ofMinutes(59)));

        Removal removal = decide();

        assertThat(removal.artifacts()).containsExactly(digest("old"));
        assertThat(removal.profiles()).isEmpty();
    }

    @Test
    void aProfileThatIsNotLearnedFromYetStaysHoweverOldItIs() {
        train("t1", Duration.ofDays(3), "a");
        profiles.put("waiting", NOW.minus(Duration.ofDays(2)));
        profiles.put("forgotten", NOW.minus(Duration.ofDays(5)));

        assertThat(decide().profiles()).containsExactly("forgotten");
    }

    @Test
    void withoutATrainingNoProfileGoes() {
        profiles.put("first", NOW.minus(Duration.ofDays(9)));

        assertThat(decide().profiles()).isEmpty();
    }

    @Test
    void samplesGoWhenTheirPodHasNotWrittenForLong() {
        reservoirs.put("gone", NOW.minus(Duration.ofHours(25)));
        reservoirs.put("alive", NOW.minus(Duration.ofHours(23)));

        assertThat(decide().reservoirs()).containsExactly("gone");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> new Retention(0, Duration.ofHours(24))).hasMessageContaining("a number from 1");
        assertThatThrownBy(() -> new Retention(3, Duration.ofMinutes(119))).hasMessageContaining("at least PT2H");
    }

    /** Trainings are made oldest first. */
    private void train(String name, Duration ago, String... names) {
        Set<Digest> digests = new HashSet<>();
        for (String one : names) {
            digests.add(digest(one));
            artifacts.put(digest(one), NOW.minus(ago));
        }
        finished.add(0, new Finished(name, digests));
        profiles.put(name, NOW.minus(ago));
    }

    private Removal decide() {
        return retention.decide(new Inventory(NOW, finished, running, profiles, artifacts, reservoirs, inForce));
    }

    private static Digest digest(String name) {
        return Digest.of(name.getBytes(StandardCharsets.UTF_8));
    }
}
