package dev.mlink.benchmark.dataplane;

import dev.mlink.triton.wire.GRPCInferenceServiceGrpc;
import dev.mlink.triton.wire.RepositoryIndexRequest;
import dev.mlink.triton.wire.RepositoryIndexResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for Triton, whose Python backend ends at a few thousand requests per second: {@code Upstream PORT} answers
 * model {@code fast} at once and model {@code slow} after ten milliseconds.
 */
final class Upstream {
    private static final long SLOW_MILLIS = 10;

    private Upstream() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        byte[] answer = Messages.answer();
        var service = ByteServer.service((message, reply) -> {
            if (Messages.isFor(message, Messages.SLOW)) {
                timer.schedule(() -> reply.accept(answer), SLOW_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                reply.accept(answer);
            }
        });
        service.addMethod(new Index()
                .bindService()
                .getMethod(GRPCInferenceServiceGrpc.getRepositoryIndexMethod().getFullMethodName()));
        ByteServer.serve(Integer.parseInt(arguments[0]), service.build());
    }

    /** The link-runtime asks for it before it takes its table. */
    private static final class Index extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {

        @Override
        public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
            RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
            Messages.MODELS.forEach(model ->
                    index.addModelsBuilder().setName(model).setVersion("1").setState("READY"));
            observer.onNext(index.build());
            observer.onCompleted();
        }
    }
}
