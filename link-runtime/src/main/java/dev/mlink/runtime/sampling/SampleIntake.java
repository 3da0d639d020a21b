package dev.mlink.runtime.sampling;

import java.util.List;
import java.util.function.LongFunction;

/** Where accepted requests are offered to learn from. */
@FunctionalInterface
public interface SampleIntake {

    /**
     * Offers a request's samples; returns at once.
     *
     * @param bytes what the offer holds in memory until it is looked at
     * @param samples takes the request apart, off the request path, given when it arrived
     */
    void offer(int bytes, LongFunction<List<Candidate>> samples);
}
