package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import java.util.Locale;

/**
 * What a client wrote for one directive, whichever protocol and type it chose.
 *
 * @param name as the client wrote it
 * @param text of the value
 */
record DirectiveValue(String name, String text) {

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
        return new DirectiveValue(name, text);
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

    private Refusal refusal(String advice) {
        return Refusal.invalid("parameter '" + name + "' is '" + text + "'; " + advice);
    }
}
