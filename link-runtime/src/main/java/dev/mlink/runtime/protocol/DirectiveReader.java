package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Directives;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import java.util.Map;

/** Reads what a client asks of MLink: parameters {@code mlink_*} of the request, metadata or headers {@code mlink-*}. */
final class DirectiveReader {
    static final String PARAMETER_PREFIX = "mlink_";
    static final String HEADER_PREFIX = "mlink-";

    /** Bytes in UTF-8. */
    private static final int LONGEST_NAME = 128;

    private static final String EXACT = "mlink_exact";
    private static final String SAMPLE = "mlink_sample";
    private static final String MIN_CONFIDENCE = "mlink_min_confidence";
    private static final String STREAM = "mlink_stream";
    private static final String JOIN = "mlink_join";

    /**
     * @param parameters those whose names begin with {@code mlink_}
     * @param headers those whose names begin with {@code mlink-}, in lower case; a parameter wins over its header
     * @throws Refusal INVALID_ARGUMENT for an unknown name, or a value that it cannot have
     */
    Directives read(Map<String, InferParameter> parameters, Map<String, String> headers) {
        Directives directives = Directives.none();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = PARAMETER_PREFIX
                    + header.getKey().substring(HEADER_PREFIX.length()).replace('-', '_');
            directives = with(directives, name, DirectiveValue.of(header.getKey(), header.getValue()));
        }
        for (Map.Entry<String, InferParameter> parameter : parameters.entrySet()) {
            directives =
                    with(directives, parameter.getKey(), DirectiveValue.of(parameter.getKey(), parameter.getValue()));
        }
        return directives;
    }

    private static Directives with(Directives directives, String name, DirectiveValue value) {
        return switch (name) {
            case EXACT -> directives.withExact(value.flag());
            case SAMPLE -> directives.withSample(value.flag());
            case MIN_CONFIDENCE -> directives.withMinConfidence(value.probability());
            case STREAM -> directives.withStream(value.name(LONGEST_NAME));
            case JOIN -> directives.withJoin(value.name(LONGEST_NAME));
            default -> throw Refusal.invalid("parameter '" + name + "' is not known; known are " + EXACT + ", " + SAMPLE
                    + ", " + MIN_CONFIDENCE + ", " + STREAM + " and " + JOIN);
        };
    }
}
