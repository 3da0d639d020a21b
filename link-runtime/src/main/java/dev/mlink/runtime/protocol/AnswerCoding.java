package dev.mlink.runtime.protocol;

import dev.mlink.runtime.upstream.HttpAnswer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses an answer that was put together here, as the client accepts it: gzip or deflate, whichever it likes best. */
final class AnswerCoding {
    private static final String ENCODING = "Content-Encoding";

    /** A coding that both sides have, with the client's weight for it. */
    private record Offer(String coding, double weight) {}

    HttpAnswer code(HttpAnswer answer, Optional<String> accepted) {
        return accepted.flatMap(AnswerCoding::choice)
                .map(coding -> coded(answer, coding))
                .orElse(answer);
    }

    /** Of equal weights gzip; nothing for a weight of 0. */
    static Optional<String> choice(String accepted) {
        Offer best = new Offer("", 0);
        for (String part : accepted.split(",")) {
            Offer offer = offer(part);
            boolean known = offer.coding().equals("gzip") || offer.coding().equals("deflate");
            boolean better = offer.weight() > best.weight()
                    || offer.weight() == best.weight()
                            && offer.weight() > 0
                            && offer.coding().equals("gzip");
            if (known && better) {
                best = offer;
            }
        }
        return best.coding().isEmpty() ? Optional.empty() : Optional.of(best.coding());
    }

    private static Offer offer(String part) {
        String[] pieces = part.split(";");
        double weight = 1;
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].strip();
            if (piece.startsWith("q=")) {
                weight = weight(piece.substring(2));
            }
        }
        return new Offer(pieces.length == 0 ? "" : pieces[0].strip(), weight);
    }

    private static double weight(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private static HttpAnswer coded(HttpAnswer answer, String coding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            out.write(answer.body().getBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        MultiMap headers = answer.headers().set(ENCODING, coding);
        return new HttpAnswer(answer.status(), headers, Buffer.buffer(bytes.toByteArray()));
    }
}
