package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a client wrote for one directive, whichever protocol and type it chose.
 *
 * @param directive its name as the client wrote it
 * @param text of the value
 * @param string whether the client wrote a string, as every header is
 */
record DirectiveValue(String directive, String text, boolean string) {
    private static final int MOST_SHOWN = 64;

    /** Of a header. */
    static DirectiveValue of(String name, String value) {
        return new DirectiveValue(name, value, true);
    }

    static DirectiveValue of(String name, InferParameter value) {
        String text =
                switch (value.getParameterChoiceCase()) {
                    case BOOL_PARAM -> Boolean.toString(value.getBoolParam());
                    case STRING_PARAM -> value.getStringParam();
                    case INT64_PARAM -> Long.toString(value.getInt64Param());
                    case DOUBLE_PARAM -> Double.toString(value.getDoubleParam());
                    case UINT64_PARAM -> Long.toUnsignedString(value.getUint64Param());
                    case PARAMETERCHOICE_NOT_SET -> "";
                };
        return new DirectiveValue(name, text, value.hasStringParam());
    }

    /** @throws Refusal INVALID_ARGUMENT */
    boolean flag() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refusal("write true or false");
        };
    }

    /** @throws Refusal INVALID_ARGUMENT */
    double probability() {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            throw refusal("write a number from 0 to 1");
        }
        if (!(value >= 0 && value <= 1)) {
            throw refusal("write a number from 0 to 1");
        }
        return value;
    }

    /**
     * @param longest bytes in UTF-8
     * @throws Refusal INVALID_ARGUMENT
     */
    String name(int longest) {
        if (!string) {
            throw refusal("write a string, not a number or a boolean");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > longest || text.indexOf('\0') >= 0) {
            throw refusal("write a name of 1 to " + longest + " bytes in UTF-8, none of them 0");
        }
        return text;
    }

    private Refusal refusal(String advice) {
        return Refusal.invalid("parameter '" + directive + "' is '" + shown() + "'; " + advice);
    }

    /** A value of any length, as far as it is of use in a sentence. */
    private String shown() {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}
