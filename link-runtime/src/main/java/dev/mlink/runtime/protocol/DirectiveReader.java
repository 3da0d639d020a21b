package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Directives;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import java.util.Locale;
import java.util.Map;

/** Reads what a client asks of MLink: parameters {@code mlink_*} of the request, metadata or headers {@code mlink-*}. */
final class DirectiveReader {
    static final String PARAMETER_PREFIX = "mlink_";
    static final String HEADER_PREFIX = "mlink-";

    private static final String EXACT = "mlink_exact";
    private static final String SAMPLE = "mlink_sample";

    /**
     * @param parameters those whose names begin with {@code mlink_}
     * @param headers those whose names begin with {@code mlink-}, in lower case; a parameter wins over its header
     * @throws Refusal INVALID_ARGUMENT for an unknown name or a value that is not true or false
     */
    Directives read(Map<String, InferParameter> parameters, Map<String, String> headers) {
        Directives directives = Directives.none();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = PARAMETER_PREFIX
                    + header.getKey().substring(HEADER_PREFIX.length()).replace('-', '_');
            directives = with(directives, name, flag(header.getKey(), header.getValue()));
        }
        for (Map.Entry<String, InferParameter> parameter : parameters.entrySet()) {
            directives = with(directives, parameter.getKey(), flag(parameter.getKey(), parameter.getValue()));
        }
        return directives;
    }

    private static Directives with(Directives directives, String name, boolean value) {
        return switch (name) {
            case EXACT -> new Directives(value, directives.sample());
            case SAMPLE -> new Directives(directives.exact(), value);
            default -> throw Refusal.invalid(
                    "parameter '" + name + "' is not known; known are " + EXACT + " and " + SAMPLE);
        };
    }

    private static boolean flag(String name, InferParameter value) {
        return switch (value.getParameterChoiceCase()) {
            case BOOL_PARAM -> value.getBoolParam();
            case STRING_PARAM -> flag(name, value.getStringParam());
            case INT64_PARAM, DOUBLE_PARAM, UINT64_PARAM, PARAMETERCHOICE_NOT_SET -> throw noFlag(
                    name, value.toString().strip());
        };
    }

    private static boolean flag(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw noFlag(name, text);
        };
    }

    private static Refusal noFlag(String name, String value) {
        return Refusal.invalid("parameter '" + name + "' is '" + value + "'; write true or false");
    }
}
