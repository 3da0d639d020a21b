package dev.mlink.runtime.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mlink.triton.InferencePassThrough;
import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferResponse;
import dev.mlink.triton.wire.RepositoryIndexRequest;
import dev.mlink.triton.wire.RepositoryIndexResponse;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * In Triton's place, for what Triton would take too long for: answers zeros of the size that is asked for, refuses what it
 * cannot read, and takes down what would have ended Triton (serving.md, K1 and K5).
 */
final class RecordingUpstream implements AutoCloseable {
    private static final int WIDTH = 3;
    private static final int LARGEST_BATCH = 8;

    private final String model;
    private final Vertx vertx = Vertx.vertx();
    private final Server grpc;
    private final HttpServer http;
    private final Queue<String> killers = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();

    RecordingUpstream(String model) throws IOException {
        this.model = model;
        this.grpc = NettyServerBuilder.forPort(0).addService(service()).build().start();
        this.http = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String grpc() {
        return "127.0.0.1:" + grpc.getPort();
    }

    String http() {
        return "127.0.0.1:" + http.actualPort();
    }

    long requests() {
        return requests.get();
    }

    /** Requests that would have ended Triton. */
    List<String> killers() {
        return List.copyOf(killers);
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(GRPCInferenceServiceGrpc.SERVICE_NAME)
                .addMethod(GRPCInferenceServiceGrpc.getRepositoryIndexMethod(), ServerCalls.asyncUnaryCall(this::index))
                .addMethod(InferencePassThrough.METHOD, ServerCalls.asyncUnaryCall(this::infer))
                .build();
    }

    private void index(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        index.addModelsBuilder().setName(model).setVersion("1").setState("READY");
        observer.onNext(index.build());
        observer.onCompleted();
    }

    private void infer(byte[] message, StreamObserver<byte[]> observer) {
        requests.incrementAndGet();
        try {
            ModelInferRequest request = ModelInferRequest.parseFrom(message);
            Optional<Integer> batch = request.getInputsList().stream()
                    .map(input -> batch(input.getShapeList(), request))
                    .reduce((first, next) -> first.equals(next) ? first : Optional.empty())
                    .flatMap(same -> same);
            if (batch.isPresent()) {
                observer.onNext(answer(request.getId(), batch.get()));
                observer.onCompleted();
                return;
            }
        } catch (InvalidProtocolBufferException unreadable) {
            // refused, as what is not served is
        }
        observer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
    }

    private byte[] answer(String id, int batch) {
        ModelInferResponse.Builder answer = ModelInferResponse.newBuilder()
                .setModelName(model)
                .setModelVersion("1")
                .setId(id);
        answer.addOutputsBuilder()
                .setName("Y")
                .setDatatype("FP32")
                .addShape(batch)
                .addShape(WIDTH);
        answer.addRawOutputContents(ByteString.copyFrom(new byte[4 * WIDTH * batch]));
        return answer.build().toByteArray();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            requests.incrementAndGet();
            Optional<JsonObject> read = read(request, body);
            Optional<Integer> batch = read.flatMap(question -> batch(shape(question), question));
            if (batch.isEmpty()) {
                request.response().setStatusCode(400).end("{\"error\":\"refused\"}");
                return;
            }
            JsonArray zeros = new JsonArray();
            for (int i = 0; i < WIDTH * batch.get(); i++) {
                zeros.add(0);
            }
            JsonObject output = new JsonObject()
                    .put("name", "Y")
                    .put("datatype", "FP32")
                    .put("shape", new JsonArray().add(batch.get()).add(WIDTH))
                    .put("data", zeros);
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject()
                            .put("model_name", model)
                            .put("model_version", "1")
                            .put("outputs", new JsonArray().add(output))
                            .toBuffer());
        });
    }

    private static Optional<JsonObject> read(HttpServerRequest request, Buffer body) {
        try {
            String header = request.getHeader("Inference-Header-Content-Length");
            int length = header == null ? body.length() : Integer.parseInt(header);
            return Optional.of(body.getBuffer(0, length).toJsonObject());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static List<Long> shape(JsonObject question) {
        List<Long> shape = new ArrayList<>();
        try {
            JsonObject input = question.getJsonArray("inputs").getJsonObject(0);
            input.getJsonArray("shape").forEach(each -> shape.add(((Number) each).longValue()));
        } catch (RuntimeException unreadable) {
            shape.clear();
        }
        return shape;
    }

    /** Empty for what Triton refuses. */
    private Optional<Integer> batch(List<Long> shape, Object request) {
        long elements = 1;
        for (long dimension : shape) {
            try {
                elements = Math.multiplyExact(elements, dimension);
                Math.multiplyExact(elements, 8);
            } catch (ArithmeticException overflow) {
                killers.add(request.toString());
                return Optional.empty();
            }
        }
        boolean served =
                shape.size() == 2 && shape.get(1) == WIDTH && shape.get(0) > 0 && shape.get(0) <= LARGEST_BATCH;
        return served ? Optional.of(shape.get(0).intValue()) : Optional.empty();
    }

    @Override
    public void close() {
        grpc.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
