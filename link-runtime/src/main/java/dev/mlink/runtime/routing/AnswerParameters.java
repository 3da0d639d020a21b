package dev.mlink.runtime.routing;

import dev.mlink.triton.wire.InferParameter;
import java.util.List;

/** The {@code mlink_*} parameters of an answer. */
final class AnswerParameters {
    static final String PREDICTED = "mlink_predicted";
    static final String SOURCES = "mlink_sources";
    static final String EPOCH = "mlink_epoch";
    static final String PERFORMANCE = "mlink_performance";

    private AnswerParameters() {}

    static InferParameter of(boolean value) {
        return InferParameter.newBuilder().setBoolParam(value).build();
    }

    static InferParameter of(long value) {
        return InferParameter.newBuilder().setInt64Param(value).build();
    }

    static InferParameter of(double value) {
        return InferParameter.newBuilder().setDoubleParam(value).build();
    }

    static InferParameter of(List<String> values) {
        return InferParameter.newBuilder()
                .setStringParam(String.join(",", values))
                .build();
    }
}
