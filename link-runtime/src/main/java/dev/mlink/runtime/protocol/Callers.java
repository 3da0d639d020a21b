package dev.mlink.runtime.protocol;

import dev.mlink.runtime.propagation.AccessKeys;
import dev.mlink.runtime.sharing.Caller;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Tells by certificate and headers who asks. It is found out only where something may be shared. */
final class Callers implements ServerInterceptor {
    /** Say how a message is carried, not who asks or what: everything else may. */
    private static final Set<String> OF_THE_CARRIAGE = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "b3",
            "baggage",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "inference-header-content-length",
            "keep-alive",
            "sentry-trace",
            "te",
            "traceparent",
            "tracestate",
            "transfer-encoding",
            "uber-trace-id",
            "user-agent",
            "via",
            "x-amzn-trace-id",
            "x-cloud-trace-context",
            "x-envoy-attempt-count",
            "x-envoy-expected-rq-timeout-ms",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-request-id");

    /** Traces of other makes, each in several headers. */
    private static final List<String> OF_TRACES = List.of("x-b3-", "x-datadog-", "x-ot-span-");

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Optional<SSLSession> session = Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        Supplier<Caller> caller = () -> new Caller(principal(session), told(headers));
        Context scope = AccessKeys.shown(Caller.asking(Context.current(), caller), () -> keys(headers));
        return Contexts.interceptCall(scope, call, headers, next);
    }

    /** A scope within which an HTTP client asks. */
    static Context asking(HttpServerRequest request) {
        return AccessKeys.shown(
                Caller.asking(
                        Context.ROOT,
                        () -> new Caller(
                                principal(Optional.ofNullable(request.sslSession())), told(request.headers()))),
                () -> keys(request.headers()));
    }

    private static AccessKeys keys(Metadata headers) {
        Map<String, String> keys = new HashMap<>();
        for (String name : headers.keys()) {
            if (AccessKeys.isOne(name)) {
                keys.put(name, headers.get(GrpcHeaders.key(name)));
            }
        }
        return new AccessKeys(keys);
    }

    private static AccessKeys keys(MultiMap headers) {
        Map<String, String> keys = new HashMap<>();
        headers.forEach((name, value) -> {
            if (AccessKeys.isOne(name.toLowerCase(Locale.ROOT))) {
                keys.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return new AccessKeys(keys);
    }

    private static Map<String, String> told(Metadata headers) {
        Map<String, String> told = new HashMap<>();
        for (String name : headers.keys()) {
            if (tells(name)) {
                told.put(name, values(headers, name));
            }
        }
        return told;
    }

    private static String values(Metadata headers, String name) {
        return name.endsWith(Metadata.BINARY_HEADER_SUFFIX)
                ? texts(
                        headers.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER)),
                        HexFormat.of()::formatHex)
                : texts(headers.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)), text -> text);
    }

    private static <T> String texts(Iterable<T> values, Function<T, String> text) {
        return StreamSupport.stream(values.spliterator(), false).map(text).collect(Collectors.joining("\n"));
    }

    private static Map<String, String> told(MultiMap headers) {
        Map<String, String> told = new HashMap<>();
        headers.forEach((name, value) -> {
            if (tells(name.toLowerCase(Locale.ROOT))) {
                told.merge(name.toLowerCase(Locale.ROOT), value, (one, other) -> one + "\n" + other);
            }
        });
        return told;
    }

    private static boolean tells(String name) {
        return !OF_THE_CARRIAGE.contains(name)
                && !name.startsWith(DirectiveReader.HEADER_PREFIX)
                && !name.startsWith("grpc-")
                && OF_TRACES.stream().noneMatch(name::startsWith);
    }

    private static String principal(Optional<SSLSession> session) {
        try {
            return session.isPresent() ? session.get().getPeerPrincipal().getName() : "";
        } catch (SSLPeerUnverifiedException showedNothing) {
            return "";
        }
    }
}
