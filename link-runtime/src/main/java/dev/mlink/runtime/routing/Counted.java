package dev.mlink.runtime.routing;

import dev.mlink.triton.wire.InferBatchStatistics;
import dev.mlink.triton.wire.InferStatistics;
import dev.mlink.triton.wire.ModelStatistics;
import dev.mlink.triton.wire.StatisticDuration;
import java.util.Map;
import java.util.TreeMap;

/** Arithmetic of Triton's statistics. */
final class Counted {
    private Counted() {}

    /** One answer that was put together here. */
    static ModelStatistics answer(long samples, long nanos, long now) {
        StatisticDuration once = duration(nanos);
        return ModelStatistics.newBuilder()
                .setLastInference(now)
                .setInferenceCount(samples)
                .setExecutionCount(1)
                .setInferenceStats(InferStatistics.newBuilder().setSuccess(once).setComputeInfer(once))
                .addBatchStats(
                        InferBatchStatistics.newBuilder().setBatchSize(samples).setComputeInfer(once))
                .build();
    }

    /** One request that ended without an answer. */
    static ModelStatistics failure(long nanos) {
        return ModelStatistics.newBuilder()
                .setInferenceStats(InferStatistics.newBuilder().setFail(duration(nanos)))
                .build();
    }

    /** Both together; what is no count is the second one's. */
    static ModelStatistics sum(ModelStatistics one, ModelStatistics other) {
        return other.toBuilder()
                .setLastInference(Math.max(one.getLastInference(), other.getLastInference()))
                .setInferenceCount(one.getInferenceCount() + other.getInferenceCount())
                .setExecutionCount(one.getExecutionCount() + other.getExecutionCount())
                .setInferenceStats(sum(one.getInferenceStats(), other.getInferenceStats()))
                .clearBatchStats()
                .addAllBatchStats(batches(one, other).values())
                .build();
    }

    private static Map<Long, InferBatchStatistics> batches(ModelStatistics one, ModelStatistics other) {
        Map<Long, InferBatchStatistics> batches = new TreeMap<>();
        one.getBatchStatsList().forEach(batch -> batches.put(batch.getBatchSize(), batch));
        other.getBatchStatsList().forEach(batch -> batches.merge(batch.getBatchSize(), batch, Counted::sum));
        return batches;
    }

    private static InferBatchStatistics sum(InferBatchStatistics one, InferBatchStatistics other) {
        return InferBatchStatistics.newBuilder()
                .setBatchSize(one.getBatchSize())
                .setComputeInput(sum(one.getComputeInput(), other.getComputeInput()))
                .setComputeInfer(sum(one.getComputeInfer(), other.getComputeInfer()))
                .setComputeOutput(sum(one.getComputeOutput(), other.getComputeOutput()))
                .build();
    }

    private static InferStatistics sum(InferStatistics one, InferStatistics other) {
        return InferStatistics.newBuilder()
                .setSuccess(sum(one.getSuccess(), other.getSuccess()))
                .setFail(sum(one.getFail(), other.getFail()))
                .setQueue(sum(one.getQueue(), other.getQueue()))
                .setComputeInput(sum(one.getComputeInput(), other.getComputeInput()))
                .setComputeInfer(sum(one.getComputeInfer(), other.getComputeInfer()))
                .setComputeOutput(sum(one.getComputeOutput(), other.getComputeOutput()))
                .setCacheHit(sum(one.getCacheHit(), other.getCacheHit()))
                .setCacheMiss(sum(one.getCacheMiss(), other.getCacheMiss()))
                .build();
    }

    private static StatisticDuration sum(StatisticDuration one, StatisticDuration other) {
        return StatisticDuration.newBuilder()
                .setCount(one.getCount() + other.getCount())
                .setNs(one.getNs() + other.getNs())
                .build();
    }

    private static StatisticDuration duration(long nanos) {
        return StatisticDuration.newBuilder().setCount(1).setNs(nanos).build();
    }
}
