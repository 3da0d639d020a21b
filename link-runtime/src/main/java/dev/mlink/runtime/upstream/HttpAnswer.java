package dev.mlink.runtime.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** What an HTTP server answered. */
public record HttpAnswer(int status, MultiMap headers, Buffer body) {

    /** An error in the form that Triton gives it. */
    public static HttpAnswer error(int status, String sentence) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json");
        return new HttpAnswer(
                status, headers, new JsonObject().put("error", sentence).toBuffer());
    }
}
