package dev.mlink.runtime.protocol;

import dev.mlink.runtime.routing.Refusal;
import io.grpc.Status;
import io.vertx.core.buffer.Buffer;

/**
 * What the JSON of an inference may say, found in one pass over its bytes without parsing: which names occur, and what
 * takes Triton 2.51 down. A name with an escape in it may be any.
 *
 * @param directs whether our own parameters may be in it
 * @param sequences whether parameters about a sequence may be in it
 * @param classifies whether a classification may be asked for
 * @param depth how deep it nests
 * @param uncountable whether a shape has more elements than can be counted
 */
record JsonScan(boolean directs, boolean sequences, boolean classifies, int depth, boolean uncountable) {
    /** Triton's parser goes down one level of its stack for each; ours has the same limit. */
    private static final int DEEPEST = 1_000;

    static JsonScan of(Buffer content, int length) {
        return new Scan(content, length).run();
    }

    /** @throws Refusal with Triton's code for what it would not survive */
    void requireHarmless() {
        if (depth > DEEPEST) {
            throw new Refusal(Status.INTERNAL.withDescription(
                    "failed to parse the request JSON buffer: it nests deeper than " + DEEPEST + " levels"));
        }
        if (uncountable) {
            throw Refusal.invalid("'shape' of an input has more elements than can be counted: write its own extent");
        }
    }

    private static final class Scan {
        private final Buffer content;
        private final int length;
        private int at;
        private boolean directs;
        private boolean sequences;
        private boolean classifies;
        private boolean uncountable;

        Scan(Buffer content, int length) {
            this.content = content;
            this.length = length;
        }

        JsonScan run() {
            int depth = 0;
            int deepest = 0;
            for (; at < length; at++) {
                switch (content.getByte(at)) {
                    case '[', '{' -> deepest = Math.max(deepest, ++depth);
                    case ']', '}' -> depth--;
                    case '"' -> string();
                    default -> {}
                }
            }
            return new JsonScan(directs, sequences, classifies, deepest, uncountable);
        }

        /** Ends on the closing quote. */
        private void string() {
            int begin = at + 1;
            boolean escaped = false;
            for (at = begin; at < length && content.getByte(at) != '"'; at++) {
                if (content.getByte(at) == '\\') {
                    escaped = true;
                    at++;
                }
            }
            directs |= escaped || begins(begin, DirectiveReader.PARAMETER_PREFIX);
            sequences |= escaped || begins(begin, SequenceReader.PREFIX);
            classifies |= escaped || begins(begin, "classification\"");
            if (escaped || begins(begin, "shape\"")) {
                shape();
            }
        }

        /** The whole numbers of a list behind a colon, if that is what follows. */
        private void shape() {
            UncountableShape shape = new UncountableShape();
            int here = skipSpace(at + 1);
            if (byteAt(here) != ':' || byteAt(here = skipSpace(here + 1)) != '[') {
                return;
            }
            for (here++; byteAt(here) != ']' && here < length; here++) {
                int digits = here;
                long extent = 0;
                while (byteAt(digits) >= '0' && byteAt(digits) <= '9') {
                    extent = extent > Long.MAX_VALUE / 10 - 1 ? Long.MAX_VALUE : extent * 10 + byteAt(digits) - '0';
                    digits++;
                }
                if (digits > here) {
                    shape.add(extent);
                    here = digits - 1;
                }
            }
            uncountable |= shape.found();
        }

        private boolean begins(int begin, String name) {
            if (begin + name.length() > length) {
                return false;
            }
            for (int i = 0; i < name.length(); i++) {
                if (content.getByte(begin + i) != name.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private int skipSpace(int from) {
            int here = from;
            while (here < length && content.getByte(here) <= ' ') {
                here++;
            }
            return here;
        }

        private int byteAt(int index) {
            return index < length ? content.getByte(index) : -1;
        }
    }
}
