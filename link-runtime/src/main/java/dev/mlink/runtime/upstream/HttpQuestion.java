package dev.mlink.runtime.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * A request for Triton's HTTP port.
 *
 * @param path as the client wrote it
 */
public record HttpQuestion(HttpMethod method, String path, MultiMap headers, Buffer body) {}
