package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.TritonControl.Done;
import dev.mlink.operator.triton.TritonReply.Ok;
import dev.mlink.operator.triton.TritonReply.Refused;
import dev.mlink.operator.triton.TritonReply.Unreachable;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcTritonControlIT {
    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(5));

    private static TritonServer server;

    private final GrpcTritonControl triton = new GrpcTritonControl(DEADLINES, Clock.systemUTC());

    @BeforeAll
    static void start() {
        server = TritonServer.serving(
                TestModel.affine("f", 3, 2, 1),
                TestModel.affine("part", 3, 2, 1),
                TestModel.ensemble("both", 3, "f", "part"),
                TestModel.ensemble("one", 3, "f"),
                TestModel.failingToLoad("broken", "the weights are gone"),
                TestModel.raising("picky", "no zeros, please"),
                TestModel.slow("slow", Duration.ofSeconds(3), Duration.ZERO));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        triton.close();
    }

    @Test
    void loadsDescribesAndUnloads() {
        assertThat(state("f")).isEqualTo(ModelState.UNLOADED);
        assertThat(triton.load(server.grpc(), "f")).isEqualTo(new Ok<>(Done.DONE));
        assertThat(triton.load(server.grpc(), "f")).as("again").isEqualTo(new Ok<>(Done.DONE));
        assertThat(status("f")).isEqualTo(new ModelStatus("f", ModelState.READY, "", List.of("1")));

        ModelDescription description =
                triton.describe(server.grpc(), "f").answer().orElseThrow();
        assertThat(description.inputs()).containsExactly("X");
        assertThat(description.outputs()).containsExactly("Y");
        assertThat(description.versions()).containsExactly("1");
        assertThat(description.config().getMaxBatchSize()).isEqualTo(8);
        assertThat(description.metadata().getInputs(0).getShapeList()).containsExactly(-1L, 3L);

        assertThat(triton.unload(server.grpc(), "f")).isEqualTo(new Ok<>(Done.DONE));
        await("f", ModelState.UNLOADED::equals);
        assertThat(triton.unload(server.grpc(), "f")).as("again").isEqualTo(new Ok<>(Done.DONE));
        assertThat(triton.describe(server.grpc(), "f").problem().orElseThrow())
                .contains("'f' has no available versions");
    }

    @Test
    void partsOfAnEnsembleComeAndGoWithItUnlessOneStays() {
        triton.load(server.grpc(), "both");
        assertThat(index().in(ModelState.READY)).containsExactly("both", "f", "part");
        triton.load(server.grpc(), "one");

        triton.unload(server.grpc(), "both");
        await("part", ModelState.UNLOADED::equals);
        assertThat(index().in(ModelState.READY))
                .as("f is a part of the other too")
                .containsExactly("f", "one");

        assertThat(triton.describe(server.grpc(), "one")
                        .answer()
                        .orElseThrow()
                        .config()
                        .getEnsembleScheduling()
                        .getStep(0)
                        .getModelName())
                .isEqualTo("f");
        triton.unloadAlone(server.grpc(), "one");
        await("one", ModelState.UNLOADED::equals);
        assertThat(state("f")).as("left behind").isEqualTo(ModelState.READY);
        triton.unload(server.grpc(), "f");
        await("f", ModelState.UNLOADED::equals);
    }

    @Test
    void aPartThatGoesTakesItsEnsembleAlong() {
        triton.load(server.grpc(), "one");

        triton.unload(server.grpc(), "f");

        await("one", ModelState.UNLOADED::equals);
        // or it comes back with the next f
        triton.unload(server.grpc(), "one");
    }

    @Test
    void runsAModelOnZerosAtItsLargestBatch() {
        triton.load(server.grpc(), "f");

        Exercise exercise = triton.exercise(server.grpc(), "f").answer().orElseThrow();

        assertThat(exercise.batch()).isEqualTo(8);
        assertThat(exercise.millisPerSample()).isBetween(.001, 100.0);
        assertThat(exercise.reportedBytes())
                .as("the Python backend reports nothing")
                .isZero();
        triton.unload(server.grpc(), "f");
    }

    @Test
    void aModelThatDoesNotTakeZerosRefuses() {
        triton.load(server.grpc(), "picky");

        assertThat(triton.exercise(server.grpc(), "picky"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("no zeros, please"));
        assertThat(triton.exercise(server.grpc(), "broken")).as("not loaded").isInstanceOf(Refused.class);
        triton.unload(server.grpc(), "picky");
    }

    @Test
    void aModelThatIsNotThereIsRefused() {
        assertThat(triton.load(server.grpc(), "none"))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                        .contains(server.grpc().toString(), "no such model in its repository", "'none'"));
        assertThat(index().find("none")).isEmpty();
        assertThat(triton.describe(server.grpc(), "none")).isInstanceOf(Refused.class);
    }

    @Test
    void aModelThatFailsToLoadIsRefusedWithItsReasonAndStaysFailed() {
        assertThat(triton.load(server.grpc(), "broken"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("the weights are gone"));
        assertThat(status("broken").state()).isEqualTo(ModelState.FAILED);
        assertThat(status("broken").reason()).contains("the weights are gone");
    }

    @Test
    void theIndexAnswersWhileAModelLoads() {
        CompletableFuture<TritonReply<Done>> loading =
                CompletableFuture.supplyAsync(() -> triton.load(server.grpc(), "slow"));
        await("slow", ModelState.LOADING::equals);
        assertThat(index().moving()).isTrue();
        assertThat(loading.join()).isEqualTo(new Ok<>(Done.DONE));
        assertThat(state("slow")).isEqualTo(ModelState.READY);
        triton.unload(server.grpc(), "slow");
        await("slow", ModelState.UNLOADED::equals);
    }

    @Test
    void aLoadThatTakesTooLongIsLeftToTheIndex() {
        Deadlines impatient = new Deadlines(
                Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(5));
        try (GrpcTritonControl hasty = new GrpcTritonControl(impatient, Clock.systemUTC())) {
            assertThat(hasty.load(server.grpc(), "slow"))
                    .isInstanceOfSatisfying(
                            Unreachable.class, late -> assertThat(late.reason()).contains("did not answer in time"));
        }
        await("slow", ModelState.READY::equals);
        triton.unload(server.grpc(), "slow");
        await("slow", ModelState.UNLOADED::equals);
    }

    @Test
    void aServerThatGoesAndComesIsNoticedAtOnce() {
        try (TritonServer other = TritonServer.serving(TestModel.slow("slow", Duration.ofSeconds(20), Duration.ZERO))) {
            CompletableFuture<TritonReply<Done>> loading =
                    CompletableFuture.supplyAsync(() -> triton.load(other.grpc(), "slow"));
            await(other.grpc(), "slow", ModelState.LOADING::equals);

            other.kill();

            assertThat(loading.join()).isInstanceOfSatisfying(Unreachable.class, gone -> assertThat(gone.reason())
                    .contains("cannot be reached"));
            for (int pass = 0; pass < 5; pass++) {
                assertThat(triton.index(other.grpc())).isInstanceOf(Unreachable.class);
            }
            other.restart();
            assertThat(triton.index(other.grpc())).isInstanceOf(Ok.class);
        }
    }

    @Test
    void aServerThatIsNotInExplicitModeIsToldWhichFlagToSet(@TempDir Path repository) {
        TestModel.affine("f", 1, 1, 0).writeTo(repository);
        try (TritonServer other = TritonServer.start(repository, "--model-control-mode=none")) {
            assertThat(triton.index(other.grpc()).answer().orElseThrow().in(ModelState.READY))
                    .containsExactly("f");
            for (TritonReply<Done> reply : List.of(triton.load(other.grpc(), "f"), triton.unload(other.grpc(), "f"))) {
                assertThat(reply).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                        .contains("--model-control-mode=explicit"));
            }
        }
    }

    @Test
    void aServerThatWantsAHeaderRefuses(@TempDir Path repository) {
        try (TritonServer other = TritonServer.start(repository, "--grpc-restricted-protocol=model-repository:k=v")) {
            assertThat(triton.index(other.grpc()))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                            .contains("triton-grpc-protocol-k"));
        }
    }

    @Test
    void whatIsNoTritonIsUnreachable() {
        TritonAddress http = TritonAddress.parse(server.http());
        assertThat(triton.index(http)).isInstanceOf(Unreachable.class);
        assertThat(triton.index(new TritonAddress("no-such-host.invalid", 8001)))
                .isInstanceOfSatisfying(Unreachable.class, unknown -> assertThat(unknown.reason())
                        .contains("no-such-host.invalid"));
    }

    private RepositoryIndex index() {
        return triton.index(server.grpc()).answer().orElseThrow();
    }

    private ModelStatus status(String model) {
        return index().find(model).orElseThrow();
    }

    private ModelState state(String model) {
        return status(model).state();
    }

    private void await(String model, Predicate<ModelState> expected) {
        await(server.grpc(), model, expected);
    }

    private void await(TritonAddress endpoint, String model, Predicate<ModelState> expected) {
        Instant limit = Instant.now().plusSeconds(20);
        ModelState seen;
        do {
            pause();
            seen = triton.index(endpoint)
                    .answer()
                    .flatMap(index -> index.find(model))
                    .map(ModelStatus::state)
                    .orElseThrow();
        } while (!expected.test(seen) && Instant.now().isBefore(limit));
        assertThat(seen).as("state of " + model).matches(expected);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
