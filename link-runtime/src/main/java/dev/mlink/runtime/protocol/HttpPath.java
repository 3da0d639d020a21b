package dev.mlink.runtime.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path asks for. Like Triton, the whole path must match, and quoted characters stay quoted.
 *
 * @param subject what it is about
 * @param model empty for the server's own paths
 * @param version empty leaves the choice to the server
 */
record HttpPath(Subject subject, String model, String version) {
    private static final Pattern MODEL = Pattern.compile(
            "/v2/models/([^/]+)(?:/versions/([0-9]+))?(?:/(infer|config|ready|stats|generate|generate_stream))?");
    private static final Pattern UNSERVED = Pattern.compile(
            "/v2/models/[^/]+/trace/setting|/v2/repository/models/[^/]+/(load|unload)|/v2/(logging|trace/setting)|/v2/(cuda|system)sharedmemory.*");

    /** What can be asked for. */
    enum Subject {
        SERVER,
        LIVE,
        READY,
        INDEX,
        MODEL,
        MODEL_CONFIG,
        MODEL_READY,
        MODEL_INFER,
        MODEL_STATS,
        MODEL_GENERATE,
        MODEL_GENERATE_STREAM,
        /** Something that Triton answers and we do not. */
        UNSERVED
    }

    static Optional<HttpPath> parse(String path) {
        return switch (path) {
            case "/v2" -> server(Subject.SERVER);
            case "/v2/health/live" -> server(Subject.LIVE);
            case "/v2/health/ready" -> server(Subject.READY);
            case "/v2/repository/index" -> server(Subject.INDEX);
            case "/v2/models/stats" -> server(Subject.MODEL_STATS);
            default -> UNSERVED.matcher(path).matches() ? server(Subject.UNSERVED) : model(path);
        };
    }

    /** The verb that Triton takes for it. */
    String verb() {
        return switch (subject) {
            case INDEX, MODEL_INFER, MODEL_GENERATE, MODEL_GENERATE_STREAM -> "POST";
            default -> "GET";
        };
    }

    private static Optional<HttpPath> server(Subject subject) {
        return Optional.of(new HttpPath(subject, "", ""));
    }

    private static Optional<HttpPath> model(String path) {
        Matcher matcher = MODEL.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Subject subject = matcher.group(3) == null
                ? Subject.MODEL
                : Subject.valueOf("MODEL_" + matcher.group(3).toUpperCase(Locale.ROOT));
        String version = matcher.group(2) == null ? "" : matcher.group(2);
        return Optional.of(new HttpPath(subject, matcher.group(1), version));
    }
}
