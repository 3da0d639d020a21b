package dev.mlink.runtime.store;

/**
 * A name from outside that becomes part of an object's name.
 *
 * @param field what it names, for the error
 */
record FileName(String field, String text) {

    FileName {
        if (text.isEmpty() || text.startsWith(".") || text.indexOf('/') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(field + " '" + text
                    + "' cannot name a file; write a name without slashes that does not begin with a dot");
        }
    }

    String with(String suffix) {
        return text + suffix;
    }
}
