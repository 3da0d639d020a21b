package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.ObjectStore;
import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.store.PodEpochs;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.store.TrainingProgress;
import dev.mlink.runtime.store.TrainingProgress.Count;
import dev.mlink.runtime.store.TrainingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many epochs a pod has done, from the count to what the store tells of all pods. */
class PaceTest {
    private static final Piece A = new Piece.OfTarget("a", 200, false);
    private static final Piece B = new Piece.OfTarget("b c", 100, false);
    private static final Piece GROUP = new Piece.OfGroup(Optional.empty(), 0);

    private final Pace pace = new Pace(List.of(A, B, GROUP), List.of());

    @Test
    void epochsOfAllNetworksOfAPieceCount() {
        pace.begin(A);
        pace.add(A, 2);
        pace.add(A, 2);
        assertThat(pace.now()).isEqualTo(new PodEpochs(new Count(4, 300), Map.of("a", new Count(4, 200))));
    }

    @Test
    void aPieceThatIsDoneCountsWhatItWasSaidToComeTo() {
        pace.begin(A);
        pace.add(A, 2);
        pace.end(A);
        pace.begin(B);
        pace.add(B, 1000);
        assertThat(pace.now())
                .as("neither less nor more")
                .isEqualTo(new PodEpochs(new Count(300, 300), Map.of("b c", new Count(100, 100))));
    }

    @Test
    void whatWasDoneBeforeCounts() {
        assertThat(new Pace(List.of(A, B, GROUP), List.of(B)).now().epochs()).isEqualTo(new Count(100, 300));
    }

    @Test
    void theStoreAddsUpWhatThePodsSay(@TempDir Path directory) throws IOException {
        TrainingStore trainings = new Store(directory).trainings();
        ObjectStore plan = trainings.partial("p").under("digest/");
        plan.write("pieces", Content.of("3"));
        assertThat(trainings.progress("p").orElseThrow().epochs()).isEqualTo(Count.NONE);

        TrainingStore.write(plan, 0, new PodEpochs(new Count(4, 300), Map.of("a", new Count(4, 200))));
        TrainingStore.write(
                plan, 1, new PodEpochs(new Count(50, 300), Map.of("b c", new Count(50, 100), "", new Count(0, 9))));

        assertThat(trainings.progress("p"))
                .contains(new TrainingProgress(
                        new Count(0, 3),
                        new Count(54, 300),
                        Map.of("a", new Count(4, 200), "b c", new Count(50, 100), "", new Count(0, 9))));
    }

    @Test
    void onlyWhatHasChangedIsToldAndNothingAfterTheEnd() throws InterruptedException {
        List<PodEpochs> heard = new ArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        Herald herald = new Herald(
                pace::now,
                news -> {
                    heard.add(news);
                    first.countDown();
                },
                Duration.ofMillis(1));
        first.await();
        Thread.sleep(20);
        pace.begin(A);
        pace.end(A);
        herald.close();
        pace.begin(B);
        Thread.sleep(20);
        assertThat(heard).startsWith(new PodEpochs(new Count(0, 300), Map.of()));
        assertThat(heard).endsWith(new PodEpochs(new Count(200, 300), Map.of())).doesNotHaveDuplicates();
    }

    @Test
    void aStoreThatDoesNotTakeItIsToldAgain() throws InterruptedException {
        List<PodEpochs> heard = new ArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        Herald herald = new Herald(
                pace::now,
                news -> {
                    heard.add(news);
                    first.countDown();
                    throw new IOException("full");
                },
                Duration.ofHours(1));
        first.await();
        herald.close();
        assertThat(heard).hasSize(2).containsOnly(new PodEpochs(new Count(0, 300), Map.of()));
    }
}
