package dev.mlink.operator.triton;

import dev.mlink.triton.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelStatisticsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs a loaded model on zeros for about a second, three requests at least, one after another.
 *
 * @param triton its deadline covers the whole of it
 */
record Exerciser(GRPCInferenceServiceBlockingStub triton) {
    private static final Duration LASTING = Duration.ofSeconds(1);
    private static final int LEAST = 3;
    private static final double NANOS = 1e6;

    /** @throws StatusRuntimeException when Triton declines; a model that is too slow for the deadline counts as declining */
    Exercise run(ModelDescription model) {
        ZeroRequest zeros = new ZeroRequest(model.config());
        List<Long> nanos = infer(zeros.message());
        return new Exercise(zeros.batch(), median(nanos) / NANOS / zeros.batch(), reportedBytes(model));
    }

    private List<Long> infer(ModelInferRequest request) {
        List<Long> nanos = new ArrayList<>();
        long begin = System.nanoTime();
        try {
            while (nanos.size() < LEAST || System.nanoTime() - begin < LASTING.toNanos()) {
                long sent = System.nanoTime();
                triton.modelInfer(request);
                nanos.add(System.nanoTime() - sent);
            }
        } catch (StatusRuntimeException failed) {
            if (failed.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
                throw failed;
            }
            throw Status.FAILED_PRECONDITION
                    .withDescription(LEAST + " requests took too long")
                    .asRuntimeException();
        }
        return nanos;
    }

    private long reportedBytes(ModelDescription model) {
        ModelStatisticsRequest request = ModelStatisticsRequest.newBuilder()
                .setName(model.config().getName())
                .build();
        return triton.modelStatistics(request).getModelStatsList().stream()
                .flatMap(statistics -> statistics.getMemoryUsageList().stream())
                .filter(usage -> usage.getType().equals("GPU"))
                .mapToLong(usage -> usage.getByteSize())
                .sum();
    }

    private static double median(List<Long> nanos) {
        List<Long> warm = new ArrayList<>(nanos.subList(1, nanos.size()));
        Collections.sort(warm);
        int middle = warm.size() / 2;
        return warm.size() % 2 == 1 ? warm.get(middle) : (warm.get(middle - 1) + warm.get(middle)) / 2.0;
    }
}
