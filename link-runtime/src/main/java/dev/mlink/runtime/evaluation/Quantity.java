package dev.mlink.runtime.evaluation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory in the spelling of Kubernetes: {@code 400Mi}, {@code 1.5G}, {@code 671088640}.
 *
 * @param bytes at least 0
 */
record Quantity(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(Ki|Mi|Gi|Ti|k|M|G|T)?");
    private static final Map<String, Long> FACTORS = Map.of(
            "Ki",
            1L << 10,
            "Mi",
            1L << 20,
            "Gi",
            1L << 30,
            "Ti",
            1L << 40,
            "k",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "T",
            1_000_000_000_000L);

    /** @param field where it stands, for the error */
    static Quantity parse(String field, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    field + " is '" + text + "'; write bytes or a quantity such as 640Mi or 5Gi");
        }
        long factor = form.group(2) == null ? 1 : FACTORS.get(form.group(2));
        return new Quantity(new BigDecimal(form.group(1))
                .multiply(BigDecimal.valueOf(factor))
                .longValue());
    }
}
