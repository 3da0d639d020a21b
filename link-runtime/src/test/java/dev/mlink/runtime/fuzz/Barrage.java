package dev.mlink.runtime.fuzz;

import dev.mlink.runtime.fuzz.Seeds.HttpSeed;
import dev.mlink.triton.InferencePassThrough;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Spoiled requests to one server, in turn over gRPC and HTTP, some of them at a time; what became of them. */
final class Barrage implements AutoCloseable {
    private static final int AT_A_TIME = 32;
    private static final Duration HANG = Duration.ofSeconds(20);

    private final Semaphore room = new Semaphore(AT_A_TIME);
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ManagedChannel channel;
    private final String address;

    Barrage(String grpc, String http) {
        this.address = http;
        this.channel = NettyChannelBuilder.forTarget(grpc)
                .usePlaintext()
                .directExecutor()
                .build();
    }

    /** Sends as many and waits until each has become of something. */
    void send(Spoiled requests, long count) throws InterruptedException {
        for (long i = 0; i < count; i++) {
            room.acquire();
            if (i % 2 == 0) {
                overGrpc(requests.message());
            } else {
                overHttp(requests.body());
            }
        }
        room.acquire(AT_A_TIME);
        room.release(AT_A_TIME);
    }

    /** How many ended with each status. */
    Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    /** What must not be, with the requests that led to it. */
    Queue<String> wrong() {
        return wrong;
    }

    private void overGrpc(byte[] message) {
        ClientCall<byte[], byte[]> call = channel.newCall(
                InferencePassThrough.METHOD,
                CallOptions.DEFAULT.withDeadlineAfter(HANG.toMillis(), TimeUnit.MILLISECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] answer) {
                        AnswerSizes.wrong(answer).ifPresent(sentence -> report(sentence, message));
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended("grpc " + status.getCode());
                        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED
                                || status.getCode() == Status.Code.UNKNOWN) {
                            report(status.toString(), message);
                        }
                    }
                },
                new Metadata());
        call.request(2);
        call.sendMessage(message);
        call.halfClose();
    }

    private void overHttp(HttpSeed seed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + address + "/v2/models/" + seed.model() + "/infer"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(HANG)
                .POST(BodyPublishers.ofByteArray(seed.body()));
        seed.headers().forEach(request::header);
        http.sendAsync(request.build(), BodyHandlers.ofByteArray()).whenComplete((answer, failure) -> {
            ended(failure == null ? "http " + answer.statusCode() : "http " + failure);
            if (failure != null) {
                report(failure + " with " + seed.headers(), seed.body());
            } else if (answer.statusCode() == 200) {
                AnswerSizes.wrong(answer.body(), header(answer))
                        .ifPresent(sentence -> report(sentence + " with " + seed.headers(), seed.body()));
            }
        });
    }

    private static Optional<Integer> header(HttpResponse<?> answer) {
        return answer.headers().firstValue("Inference-Header-Content-Length").map(Integer::valueOf);
    }

    private void ended(String outcome) {
        outcomes.computeIfAbsent(outcome, none -> new LongAdder()).increment();
        room.release();
    }

    private void report(String sentence, byte[] request) {
        wrong.add(sentence + ": " + HexFormat.of().formatHex(request));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
