package dev.mlink.operator.planning;

import java.util.Locale;

/** A number of bytes as a person reads it: "640 MiB", "1.5 GiB". */
public record ByteCount(long bytes) {

    private static final long KIB = 1024;
    private static final String UNITS = "KMGTPE";

    @Override
    public String toString() {
        if (Math.abs(bytes) < KIB) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (Math.abs(value) >= KIB && unit < UNITS.length() - 1) {
            value /= KIB;
            unit++;
        }
        String digits = value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
        return digits + " " + UNITS.charAt(unit) + "iB";
    }
}
