package dev.mlink.runtime.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one element of a stored array is: numpy's {@code dtype} of little-endian numbers, booleans and byte strings.
 *
 * @param kind numpy's letter: {@code b} boolean, {@code i} signed, {@code u} unsigned, {@code f} floating, {@code S} bytes
 * @param size bytes per element
 */
public record ElementType(char kind, int size) {
    private static final Pattern DESCRIPTION = Pattern.compile("([<|])([biufS])(\\d{1,9})");
    private static final String NUMERIC_SIZES = " b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 ";

    public static final ElementType BOOLEAN = new ElementType('b', 1);
    public static final ElementType FLOAT32 = new ElementType('f', 4);
    public static final ElementType INT64 = new ElementType('i', 8);

    public ElementType {
        boolean known = kind == 'S' ? size > 0 : NUMERIC_SIZES.contains(" " + kind + size + " ");
        if (!known) {
            throw new IllegalArgumentException("no array element is " + kind + size + "; write one of"
                    + NUMERIC_SIZES.stripTrailing().replace(" ", " <") + " or S<bytes>");
        }
    }

    /** Byte strings of at most this many bytes, padded with zeros as numpy does. */
    public static ElementType bytes(int longest) {
        return new ElementType('S', Math.max(1, longest));
    }

    /** Reads numpy's {@code descr}, such as {@code <f4}. */
    static ElementType parse(String description) {
        Matcher matcher = DESCRIPTION.matcher(description);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("array elements are '" + description
                    + "'; write little-endian numbers, booleans or byte strings, such as '<f4'; numpy.char.encode makes"
                    + " byte strings of texts");
        }
        return new ElementType(matcher.group(2).charAt(0), Integer.parseInt(matcher.group(3)));
    }

    String description() {
        return (size == 1 || kind == 'S' ? "|" : "<") + kind + size;
    }
}
