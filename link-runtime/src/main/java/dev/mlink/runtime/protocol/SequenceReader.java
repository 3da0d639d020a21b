package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Sequence;
import dev.mlink.triton.wire.InferParameter;
import java.util.Map;
import java.util.Optional;

/** Reads Triton's own parameters about sequences; whether they make sense, Triton says. */
final class SequenceReader {
    static final String PREFIX = "sequence_";

    private static final String ID = "sequence_id";
    private static final String START = "sequence_start";
    private static final String END = "sequence_end";
    /** What says that a request is of no sequence. */
    private static final String NONE = "0";

    /** Empty where no sequence is named. */
    Optional<Sequence> read(Map<String, InferParameter> parameters) {
        InferParameter id = parameters.getOrDefault(ID, InferParameter.getDefaultInstance());
        String name = DirectiveValue.of(ID, id).text();
        return name.isEmpty() || name.equals(NONE)
                ? Optional.empty()
                : Optional.of(new Sequence(name, isTrue(parameters, START), isTrue(parameters, END)));
    }

    private static boolean isTrue(Map<String, InferParameter> parameters, String name) {
        return parameters
                .getOrDefault(name, InferParameter.getDefaultInstance())
                .getBoolParam();
    }
}
