package dev.mlink.operator.triton;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came back from a Triton. A failure is data: it goes into a condition, and the pass goes on.
 *
 * @param <T> what an answer carries
 */
public sealed interface TritonReply<T> {

    /** Triton answered. */
    record Ok<T>(T value) implements TritonReply<T> {}

    /** Triton understood and declined; the reason is a sentence for the user. */
    record Refused<T>(String reason) implements TritonReply<T> {}

    /** No answer: never connected, the connection was lost, or the deadline passed. What was asked for may have happened. */
    record Unreachable<T>(String reason) implements TritonReply<T> {}

    /** The answer, when there is one. */
    default Optional<T> answer() {
        return this instanceof Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
    }

    /** Why there is no answer, when there is none. */
    default Optional<String> problem() {
        if (this instanceof Refused<T> refused) {
            return Optional.of(refused.reason());
        }
        return this instanceof Unreachable<T> unreachable ? Optional.of(unreachable.reason()) : Optional.empty();
    }

    /** The same failure, or what {@code change} makes of the answer. */
    default <R> TritonReply<R> map(Function<? super T, ? extends R> change) {
        return then(answer -> new Ok<>(change.apply(answer)));
    }

    /** The same failure, or the reply that follows the answer. */
    default <R> TritonReply<R> then(Function<? super T, TritonReply<R>> next) {
        if (this instanceof Ok<T> ok) {
            return next.apply(ok.value());
        }
        return this instanceof Refused<T> refused
                ? new Refused<>(refused.reason())
                : new Unreachable<>(((Unreachable<T>) this).reason());
    }
}
