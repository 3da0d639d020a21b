package dev.mlink.operator.runtime;

import java.util.Optional;
import java.util.function.Function;

/**
 * What one call to a link-runtime came to. A failure is data, so that a pass of the operator can weigh it like anything
 * else it observes.
 *
 * @param <T> the answer
 */
public sealed interface RuntimeReply<T> {

    /** The runtime answered. */
    record Answered<T>(T value) implements RuntimeReply<T> {}

    /** The runtime refused; {@code reason} is its own sentence. */
    record Refused<T>(String reason) implements RuntimeReply<T> {}

    /** No answer: no connection, or none in time. */
    record Unreachable<T>(String reason) implements RuntimeReply<T> {}

    /** The answer, if there is one. */
    default Optional<T> answer() {
        return this instanceof Answered<T> answered ? Optional.of(answered.value()) : Optional.empty();
    }

    /** Why there is no answer; empty when there is one. */
    default String failure() {
        if (this instanceof Refused<T> refused) {
            return refused.reason();
        }
        return this instanceof Unreachable<T> unreachable ? unreachable.reason() : "";
    }

    /** The same outcome with the answer looked at in another way. */
    default <R> RuntimeReply<R> map(Function<T, R> view) {
        if (this instanceof Answered<T> answered) {
            return new Answered<>(view.apply(answered.value()));
        }
        return this instanceof Refused<T> refused ? new Refused<>(refused.reason()) : new Unreachable<>(failure());
    }
}
