package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mlink.operator.group.observation.QueueHistory;
import dev.mlink.operator.group.observation.QueueHistory.Look;
import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.triton.TritonControl.Done;
import dev.mlink.operator.triton.TritonReply.Ok;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInstanceGroup;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often a model is loaded is changed on a real Triton, which answers all the time. */
class InstancesIT {

    /** More than one batch holds, so that with one instance some always wait, whatever the clients' rhythm. */
    private static final int CLIENTS = 6;

    /** Requests at once: the last waits for seven batches of two, and all of them for three and a half on average. */
    private static final int BURST = 16;

    private static TritonServer server;
    private static ManagedChannel channel;

    private final GrpcTritonControl triton =
            new GrpcTritonControl(Deadlines.withLoad(Duration.ofSeconds(60)), Clock.systemUTC());

    @BeforeAll
    static void start() {
        server = TritonServer.serving(answeringWithItsProcess("process"));
        channel = NettyChannelBuilder.forTarget(server.grpc().toString())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void hangUp() {
        triton.close();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void instancesComeAndGoInPlaceWithoutAFailedRequest() throws Exception {
        assertThat(triton.load(server.grpc(), "process")).isEqualTo(new Ok<>(Done.DONE));
        ModelConfig one = config();
        float first = infer();
        try (Traffic traffic = new Traffic()) {
            assertThat(triton.load(server.grpc(), withInstances(one, 3))).isEqualTo(new Ok<>(Done.DONE));
            traffic.await(processes -> processes.size() == 3);
            assertThat(traffic.processes).as("the first instance stays").contains(first);
            assertThat(config()).isEqualTo(withInstances(one, 3));

            assertThat(triton.load(server.grpc(), withInstances(one, 1))).isEqualTo(new Ok<>(Done.DONE));
            traffic.processes.clear();
            traffic.await(processes -> processes.size() == 1);
            assertThat(traffic.failures).hasValue(0);
        }
        assertThat(config()).isEqualTo(one);
    }

    @Test
    void tellsHowManyRequestsWait() throws Exception {
        triton.load(server.grpc(), "process");
        TritonAddress metrics = TritonAddress.parse(server.metrics());
        assertThat(pending(metrics)).isEqualTo(new Ok<>(Map.of("process", 0L)));
        try (Traffic traffic = new Traffic()) {
            traffic.await(processes -> pending(metrics).answer().orElseThrow().get("process") > 0);
        }
        assertThat(pending(server.grpc()).problem()).isPresent();
    }

    @Test
    void tellsOfABurstThatWasOverBeforeTheLook() throws Exception {
        triton.load(server.grpc(), "process");
        triton.load(server.grpc(), withInstances(config(), 1));
        infer();
        Look before = look();
        burst();
        Look after = awaitAnswered(before, BURST);
        Backlog backlog = backlog(before, after);
        assertThat(backlog.pending()).as("at the moment of the look").isZero();
        assertThat(backlog.isLong(1)).as("%s", backlog).isTrue();

        for (int request = 0; request < BURST; request++) {
            infer();
        }
        Backlog oneByOne = backlog(after, awaitAnswered(after, BURST));
        assertThat(oneByOne.waited()).as("requests were executed").isPresent();
        assertThat(oneByOne.isQuiet()).as("%s", oneByOne).isTrue();
    }

    @Test
    void countsGoOnWhileInstancesComeAndStartAnewWithTheModel() throws Exception {
        triton.load(server.grpc(), "process");
        ModelConfig one = config();
        infer();
        infer();
        Look before = look();
        triton.load(server.grpc(), withInstances(one, 3));
        infer();
        assertThat(served(awaitAnswered(before, 1)).since(served(before)))
                .as("in place")
                .isPresent();

        triton.unload(server.grpc(), "process");
        awaitUnloaded();
        triton.load(server.grpc(), withInstances(one, 1));
        assertThat(served(look()).since(served(before))).as("loaded again").isEmpty();
    }

    private static void burst() {
        ExecutorService clients = Executors.newFixedThreadPool(BURST);
        try {
            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(InstancesIT::infer, clients))
                            .limit(BURST)
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } finally {
            clients.shutdown();
        }
    }

    private Look look() {
        return new Look(Instant.now(), Map.of("triton", page().servedRequests()));
    }

    /** Triton counts a request some moments after it has answered it. */
    private Look awaitAnswered(Look before, int requests) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (served(look()).requests() < served(before).requests() + requests && System.nanoTime() < limit) {
            Thread.sleep(50);
        }
        Look after = look();
        assertThat(served(after).requests()).isEqualTo(served(before).requests() + requests);
        return after;
    }

    /** As an observer tells it at the second of these looks. */
    private Backlog backlog(Look before, Look after) {
        return new Backlog(
                page().pendingRequests().get("process"),
                QueueHistory.from(before).then(after).waited("triton", "process"));
    }

    private MetricsPage page() {
        return triton.metrics(TritonAddress.parse(server.metrics())).answer().orElseThrow();
    }

    private static ServedRequests served(Look look) {
        return look.served().get("triton").get("process");
    }

    private TritonReply<Map<String, Long>> pending(TritonAddress metrics) {
        return triton.metrics(metrics).map(MetricsPage::pendingRequests);
    }

    @Test
    void aModelThatIsNotLoadedIsLoadedAsOftenAsAskedFor() {
        triton.load(server.grpc(), "process");
        ModelConfig known = config();
        triton.unload(server.grpc(), "process");
        awaitUnloaded();

        assertThat(triton.load(server.grpc(), withInstances(known, 2))).isEqualTo(new Ok<>(Done.DONE));
        assertThat(config()).isEqualTo(withInstances(known, 2));
        assertThat(infer()).as("with all of its inputs").isPositive();
    }

    private void awaitUnloaded() {
        while (triton.index(server.grpc())
                        .answer()
                        .orElseThrow()
                        .find("process")
                        .orElseThrow()
                        .state()
                != ModelState.UNLOADED) {
            Thread.onSpinWait();
        }
    }

    private ModelConfig config() {
        return triton.describe(server.grpc(), "process").answer().orElseThrow().config();
    }

    private static ModelConfig withInstances(ModelConfig config, int count) {
        ModelInstanceGroup group =
                config.getInstanceGroup(0).toBuilder().setCount(count).build();
        return config.toBuilder().clearInstanceGroup().addInstanceGroup(group).build();
    }

    private static float infer() {
        GRPCInferenceServiceBlockingStub stub =
                GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
        var answer = stub.modelInfer(ModelInferRequest.newBuilder()
                .setModelName("process")
                .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                        .setName("X")
                        .setDatatype("FP32")
                        .addShape(1)
                        .addShape(1))
                .addRawInputContents(ByteString.copyFrom(new byte[4]))
                .build());
        ByteBuffer bytes = answer.getRawOutputContents(0).asReadOnlyByteBuffer();
        return bytes.order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }

    /** A process id below 2^24 is a float exactly. */
    private static TestModel answeringWithItsProcess(String name) {
        return new TestModel(
                name,
                """
                backend: "python"
                max_batch_size: 2
                input [{name: "X" data_type: TYPE_FP32 dims: [1]}]
                output [{name: "Y" data_type: TYPE_FP32 dims: [1]}]
                dynamic_batching {max_queue_delay_microseconds: 100}
                """,
                """
                import os
                import time
                import numpy as np
                import triton_python_backend_utils as pb_utils


                class TritonPythonModel:
                    def execute(self, requests):
                        time.sleep(0.02)
                        return [self.answer() for _ in requests]

                    def answer(self):
                        y = np.array([[os.getpid()]], dtype=np.float32)
                        return pb_utils.InferenceResponse([pb_utils.Tensor("Y", y)])
                """);
    }

    /** Clients that never stop asking. */
    private static final class Traffic implements AutoCloseable {
        final Set<Float> processes = new ConcurrentSkipListSet<>();
        final AtomicInteger failures = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

        Traffic() {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(this::ask);
            }
        }

        private void ask() {
            while (!over.get()) {
                try {
                    processes.add(infer());
                } catch (RuntimeException failed) {
                    failures.incrementAndGet();
                }
            }
        }

        void await(Predicate<Set<Float>> expected) throws InterruptedException {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            Thread.sleep(500);
            while (!expected.test(processes) && System.nanoTime() < limit) {
                Thread.sleep(50);
            }
            assertThat(expected.test(processes)).as("processes %s", processes).isTrue();
        }

        @Override
        public void close() {
            over.set(true);
            clients.shutdown();
        }
    }
}
