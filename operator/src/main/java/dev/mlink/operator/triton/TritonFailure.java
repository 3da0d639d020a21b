package dev.mlink.operator.triton;

import dev.mlink.operator.triton.TritonReply.Refused;
import dev.mlink.operator.triton.TritonReply.Unreachable;
import dev.mlink.triton.TritonAddress;
import io.grpc.Status;
import java.util.Optional;

/**
 * Why a call to one Triton failed, as a sentence for a condition. gRPC has one code, UNAVAILABLE, for a connection that
 * cannot be had and for some of what Triton declines; only Triton's words tell them apart.
 */
record TritonFailure(TritonAddress endpoint, Status status) {
    private static final String NOT_EXPLICIT = "explicit model load / unload is not allowed";
    private static final String RESTRICTED = "This protocol is restricted";
    private static final String NOT_FOUND_ON_DISK = "failed to poll from model repository";

    <T> TritonReply<T> reply() {
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED -> new Unreachable<>(triton() + " did not answer in time (" + words() + ")");
            case UNAVAILABLE -> declined() ? new Refused<>(refusal()) : notReached();
            case INTERNAL -> connectionBroke() ? notReached() : new Refused<>(refusal());
            case CANCELLED -> new Unreachable<>("the call to " + triton() + " was given up (" + words() + ")");
            default -> new Refused<>(refusal());
        };
    }

    /** Whether the connection itself is of no more use. */
    boolean connectionLost() {
        return switch (status.getCode()) {
            case UNAVAILABLE -> !declined();
            case INTERNAL -> connectionBroke();
            default -> false;
        };
    }

    private <T> TritonReply<T> notReached() {
        String cause = Optional.ofNullable(status.getCause())
                .map(Throwable::getMessage)
                .map(message -> ": " + message)
                .orElse("");
        return new Unreachable<>(triton() + " cannot be reached (" + words() + cause + ")");
    }

    private boolean declined() {
        return words().startsWith(NOT_EXPLICIT) || words().startsWith(RESTRICTED);
    }

    private boolean connectionBroke() {
        return words().contains("HTTP/2") || words().contains("RST_STREAM");
    }

    private String refusal() {
        if (words().startsWith(NOT_EXPLICIT)) {
            return triton() + " lets nobody load or unload models: start it with --model-control-mode=explicit";
        }
        if (words().contains(NOT_FOUND_ON_DISK)) {
            return triton() + " finds no such model in its repository, or cannot read its config.pbtxt: " + words();
        }
        return triton() + " declined: " + words();
    }

    private String triton() {
        return "Triton at " + endpoint;
    }

    private String words() {
        return Optional.ofNullable(status.getDescription())
                .map(String::strip)
                .orElse(status.getCode().name());
    }
}
