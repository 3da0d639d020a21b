package dev.mlink.runtime.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.ObjectStore;
import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.store.TrainingProgress;
import dev.mlink.runtime.store.TrainingProgress.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingWatchTest {
    @TempDir
    Path directory;

    private Store store;
    private TrainingWatch watch;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    /** Goes when it is told. */
    private final class Hand extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void open() {
        store = new Store(directory);
        watch = new TrainingWatch(store.trainings(), Runnable::run, new Hand());
    }

    @Test
    void tellsWhatIsDoneOfAll() throws IOException {
        assertThat(watch.of("p")).as("not begun").isEmpty();
        done("p", "8", "piece-1", "piece-2", "work-1");

        later(4);

        assertThat(watch.of("p")).map(TrainingProgress::pieces).contains(new Count(2, 8));
        assertThat(watch.of("another")).isEmpty();
    }

    @Test
    void looksOnlyEveryFewSeconds() throws IOException {
        done("p", "8", "piece-1");
        assertThat(watch.of("p")).map(TrainingProgress::pieces).contains(new Count(1, 8));
        done("p", "8", "piece-2");

        later(1);
        assertThat(watch.of("p")).map(TrainingProgress::pieces).contains(new Count(1, 8));
        later(3);
        assertThat(watch.of("p")).map(TrainingProgress::pieces).contains(new Count(2, 8));
    }

    private void later(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private void done(String training, String pieces, String... names) throws IOException {
        ObjectStore partial = store.trainings().partial(training).under("plan/");
        partial.write("pieces", Content.of(pieces));
        for (String name : names) {
            partial.write(name, Content.of("{}"));
        }
    }
}
