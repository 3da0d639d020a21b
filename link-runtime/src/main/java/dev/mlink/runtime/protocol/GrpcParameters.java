package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.InferParameter.ParameterChoiceCase;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferRequestedOutputTensor;
import java.util.Set;

/** Parameters of a message that is answered here: refused where Triton refuses them, in its words. */
final class GrpcParameters {
    private static final String RESERVED = "triton_";
    private static final String EMPTY_FINAL_RESPONSE = "triton_enable_empty_final_response";
    static final String CLASSIFICATION = "classification";

    private GrpcParameters() {}

    /** @throws Refusal INVALID_ARGUMENT */
    static void require(ModelInferRequest message) {
        message.getParametersMap().forEach(GrpcParameters::require);
        message.getOutputsList().forEach(GrpcParameters::requireClasses);
    }

    private static void require(String name, InferParameter value) {
        switch (name) {
            case "sequence_id" -> requireType(
                    name,
                    value,
                    "int64_param or string_param.",
                    ParameterChoiceCase.INT64_PARAM,
                    ParameterChoiceCase.STRING_PARAM);
            case "sequence_start", "sequence_end" -> requireType(
                    name, value, "bool_param.", ParameterChoiceCase.BOOL_PARAM);
            case "priority" -> requireType(
                    name,
                    value,
                    "int64_param or uint64_param.",
                    ParameterChoiceCase.INT64_PARAM,
                    ParameterChoiceCase.UINT64_PARAM);
            case "timeout" -> requireType(name, value, "int64_param.", ParameterChoiceCase.INT64_PARAM);
            case EMPTY_FINAL_RESPONSE -> requireType(name, value, "bool_param.", ParameterChoiceCase.BOOL_PARAM);
            default -> requireOther(name, value);
        }
    }

    private static void requireOther(String name, InferParameter value) {
        if (name.startsWith(RESERVED)) {
            throw Refusal.invalid("parameter keys starting with '" + RESERVED
                    + "' are reserved for Triton usage. Only the following keys starting with '" + RESERVED
                    + "' are allowed: " + EMPTY_FINAL_RESPONSE);
        }
        if (value.getParameterChoiceCase() == ParameterChoiceCase.PARAMETERCHOICE_NOT_SET) {
            throw wrongType(name, "int64_param, bool_param, or string_param.");
        }
    }

    private static void requireClasses(InferRequestedOutputTensor output) {
        if (output.containsParameters(CLASSIFICATION)) {
            InferParameter classes = output.getParametersOrThrow(CLASSIFICATION);
            requireType(CLASSIFICATION, classes, "int64_param", ParameterChoiceCase.INT64_PARAM);
            if (classes.getInt64Param() <= 0) {
                throw Refusal.invalid("invalid value for '" + CLASSIFICATION + "' parameter, expected >= 0");
            }
        }
    }

    private static void requireType(
            String name, InferParameter value, String expected, ParameterChoiceCase... allowed) {
        if (!Set.of(allowed).contains(value.getParameterChoiceCase())) {
            throw wrongType(name, expected);
        }
    }

    private static Refusal wrongType(String name, String expected) {
        return Refusal.invalid("invalid value type for '" + name + "' parameter, expected " + expected);
    }
}
