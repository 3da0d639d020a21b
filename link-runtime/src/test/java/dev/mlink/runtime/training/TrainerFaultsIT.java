package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that is killed, or finds its volume full, beside a link-runtime that serves what was learned before. */
class TrainerFaultsIT {
    private static final int SAMPLES = 200;
    private static final int KILLS = 10;
    private static final String SERVED = "same";

    @TempDir
    Path home;

    @Test
    void killedAtTenMomentsItGoesOnAndNobodyIsLeftWithoutAnAnswer() throws Exception {
        Store store = Store.open(home.resolve("store").toString());
        Scene scene = scene();
        TrainingReport before =
                finished(store, scene.profiled(store, "before", 0).plan("before", 7));
        Set<Path> learnedBefore = artefacts();
        TrainingPlan plan = scene.profiled(store, "p", 1000).plan("p", 1);
        long began = System.nanoTime();
        TrainingReport uninterrupted = finished(store, plan);
        Duration length = Duration.ofNanos(System.nanoTime() - began);

        Random moments = new Random(41);
        int killed = 0;
        try (Customer customer = new Customer(home, before)) {
            for (int kill = 0; kill < KILLS; kill++) {
                forget(learnedBefore);
                Duration moment = Duration.ofMillis((long) (length.toMillis() * moments.nextDouble()));
                boolean alive =
                        TrainerProcess.start(home, home.resolve("store"), plan).killAfter(moment);
                killed += alive ? 1 : 0;
                TrainingReport resumed = finished(store, plan);
                assertThat(resumed.getJointArtifact()).isNotEmpty();
                assertThat(lasting(resumed)).as("killed after %s", moment).isEqualTo(lasting(uninterrupted));
                for (Path artefact : artefacts()) {
                    store.artifacts().read(new Digest("sha256:" + artefact.getFileName()));
                }
            }
            assertThat(customer.failures()).isEmpty();
        }
        assertThat(killed).isPositive();
    }

    @Test
    void aFullVolumeIsNamedAndTheTrainingGoesOnOnceThereIsRoom() throws Exception {
        Path volume = Files.createDirectory(home.resolve("store"));
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", volume.toString());
        try {
            Store store = Store.open(volume.toString());
            Scene scene = scene();
            TrainingReport before =
                    finished(store, scene.profiled(store, "before", 0).plan("before", 7));
            TrainingPlan plan = scene.profiled(store, "p", 1000).plan("p", 1);
            Path filler = volume.resolve("filler");
            try (Customer customer = new Customer(home, before)) {
                fill(filler, volume.toFile().getUsableSpace() - 20_000);
                TrainerProcess trainer = TrainerProcess.start(home, volume, plan);
                assertThat(trainer.exitCode()).isEqualTo(1);
                assertThat(trainer.said())
                        .contains("train: the store cannot write " + volume)
                        .contains("No space left on device")
                        .doesNotContain("Exception");
                assertThat(new StoredEvaluator(store).report("p")).isEmpty();

                Files.delete(filler);
                finished(store, plan);
                assertThat(new StoredEvaluator(store).report("before")).contains(before);
                assertThat(customer.failures()).isEmpty();
            }
        } finally {
            run("umount", "--lazy", volume.toString());
        }
    }

    /** Asks for a predicted answer all the time. */
    private static final class Customer implements AutoCloseable {
        private final RuntimeProcess runtime;
        private final AtomicBoolean leaving = new AtomicBoolean();
        private final CompletableFuture<List<String>> visit;

        Customer(Path home, TrainingReport learned) throws IOException {
            this.runtime = RuntimeProcess.start(home, Map.of());
            String prior = learned.getTargetsList().stream()
                    .filter(target -> target.getTarget().equals(SERVED))
                    .findFirst()
                    .orElseThrow()
                    .getPriorArtifact();
            Predictor predictor = Predictor.newBuilder()
                    .setKind(PredictorKind.PRIOR)
                    .setArtifact(prior)
                    .setPerformance(.5)
                    .build();
            runtime.admin()
                    .route(AffineGroup.table(1)
                            .addModels(AffineGroup.predicted(SERVED, predictor))
                            .build());
            this.visit = CompletableFuture.supplyAsync(this::ask);
        }

        private List<String> ask() {
            List<String> failures = new ArrayList<>();
            int answers = 0;
            try (InferenceClient client = new InferenceClient(runtime.grpc())) {
                while (!leaving.get()) {
                    try {
                        answers += client.infer(SERVED, false).length == AffineGroup.WIDTH ? 1 : 0;
                    } catch (RuntimeException refused) {
                        failures.add(refused.getMessage());
                    }
                }
            }
            return answers > 0 ? failures : List.of("there was no answer at all");
        }

        /** What went wrong until now; the customer leaves. */
        List<String> failures() {
            leaving.set(true);
            return visit.join();
        }

        @Override
        public void close() {
            leaving.set(true);
            visit.join();
            runtime.close();
        }
    }

    /**
     * What does not depend on the run. The joint network's 400 epochs do, by a last digit and rarely: the framework's product
     * of matrices is summed in an order that follows where arrays lie in memory.
     */
    private static TrainingReport lasting(TrainingReport report) {
        return report.toBuilder()
                .clearTrainedAt()
                .clearJointArtifact()
                .clearJointBytes()
                .build();
    }

    /** Runs the program until it says that all is done. */
    private TrainingReport finished(Store store, TrainingPlan plan) throws IOException, InterruptedException {
        TrainerProcess trainer = TrainerProcess.start(home, home.resolve("store"), plan);
        assertThat(trainer.exitCode()).as(trainer.said()).isZero();
        assertThat(store.trainings().partial(plan.getProfile()).list("")).isEmpty();
        return new StoredEvaluator(store).report(plan.getProfile()).orElseThrow();
    }

    /** As if the plan had never been begun. */
    private void forget(Set<Path> kept) throws IOException, InterruptedException {
        for (Path artefact : artefacts()) {
            if (!kept.contains(artefact)) {
                run("rm", "-r", artefact.toString());
            }
        }
        for (String ending : List.of(".json", ".plan")) {
            Files.deleteIfExists(home.resolve("store/trainings/p" + ending));
        }
    }

    private Set<Path> artefacts() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("store/links"))) {
            return new TreeSet<>(files.toList());
        }
    }

    private static void fill(Path file, long bytes) throws IOException {
        Files.write(file, new byte[(int) bytes]);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    /** Three numbers each, which follow one another. */
    private static Scene scene() {
        Random random = new Random(3);
        float[][] same = new float[SAMPLES][3];
        float[][] twice = new float[SAMPLES][3];
        float[][] sum = new float[SAMPLES][3];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 3; j++) {
                same[i][j] = random.nextFloat();
                twice[i][j] = 2 * same[i][j];
                sum[i][j] = same[i][j] + twice[i][(j + 1) % 3];
            }
        }
        return new Scene()
                .with(SERVED, Task.REGRESSION, MetricType.WITHIN_TOLERANCE, same)
                .with("twice", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, twice)
                .with("sum", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, sum);
    }
}
