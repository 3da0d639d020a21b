package dev.mlink.operator.routing;

/**
 * What a model's output is, as status holds it and people read it: {@code version 1, FP32 [10], configuration 1a2b3c4d}.
 * Status of operators that did not look at configurations yet ends before that.
 */
public record OutputSignature(String text) {

    private static final String CONFIGURATION = ", configuration ";

    OutputSignature(String version, String declared, ConfigurationDigest digest) {
        this("version " + version + ", " + declared + CONFIGURATION + digest.hex());
    }

    /** Whether it is another now, as far as the earlier one tells. */
    public boolean differs(OutputSignature earlier) {
        return earlier.text.contains(CONFIGURATION)
                ? !text.equals(earlier.text)
                : !withoutConfiguration().equals(earlier.text);
    }

    private String withoutConfiguration() {
        int end = text.lastIndexOf(CONFIGURATION);
        return end < 0 ? text : text.substring(0, end);
    }
}
