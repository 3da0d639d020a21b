package dev.mlink.runtime.routing;

import dev.mlink.triton.wire.InferParameter;
import java.util.List;
import java.util.Map;

/** What an answer says about how it came about. */
enum AnswerParameter {
    PREDICTED("mlink_predicted"),
    SOURCES("mlink_sources"),
    EPOCH("mlink_epoch"),
    PERFORMANCE("mlink_performance"),
    /** The smallest of the rows. */
    CONFIDENCE("mlink_confidence"),
    CONFIDENCES("mlink_confidences"),
    /** Milliseconds since the input arrived whose exact output every row of this one is. */
    AGE("mlink_age_ms"),
    /** Rows that were executed elsewhere, since their predictions were not confident enough. */
    ESCALATED("mlink_escalated"),
    /** Sources that a prediction was made without, since they failed or were late; how well it does is not known. */
    MASKED("mlink_masked"),
    /** Outputs that the group leaves out, since their predictions were not confident enough. */
    REFUSED("mlink_refused");

    private final String text;

    AnswerParameter(String text) {
        this.text = text;
    }

    /** Its name on the wire. */
    String text() {
        return text;
    }

    Map.Entry<String, InferParameter> is(boolean value) {
        return Map.entry(text, InferParameter.newBuilder().setBoolParam(value).build());
    }

    Map.Entry<String, InferParameter> is(long value) {
        return Map.entry(text, InferParameter.newBuilder().setInt64Param(value).build());
    }

    Map.Entry<String, InferParameter> is(double value) {
        return Map.entry(text, InferParameter.newBuilder().setDoubleParam(value).build());
    }

    Map.Entry<String, InferParameter> is(String value) {
        return Map.entry(text, InferParameter.newBuilder().setStringParam(value).build());
    }

    Map.Entry<String, InferParameter> are(List<String> values) {
        return is(String.join(",", values));
    }
}
