package dev.mlink.operator.triton;

import java.util.Optional;

/**
 * Requests for one model that Triton has answered, and how long they took together. Triton counts from when it loaded the
 * model; instances that come and go in place do not change that.
 *
 * @param requests that succeeded, of whatever batch size: Triton adds only their times
 * @param queuedMicros they waited for an instance, and for others to be executed with
 * @param executedMicros the backend took, without copying inputs and outputs; a batch counts once for each of its requests
 */
public record ServedRequests(long requests, long queuedMicros, long executedMicros) {

    /** What was answered between an earlier look and this one; empty where Triton or the model was started in between. */
    public Optional<ServedRequests> since(ServedRequests earlier) {
        ServedRequests more = new ServedRequests(
                requests - earlier.requests,
                queuedMicros - earlier.queuedMicros,
                executedMicros - earlier.executedMicros);
        boolean startedAnew = more.requests < 0 || more.queuedMicros < 0 || more.executedMicros < 0;
        return startedAnew ? Optional.empty() : Optional.of(more);
    }
}
