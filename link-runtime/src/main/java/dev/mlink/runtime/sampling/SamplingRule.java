package dev.mlink.runtime.sampling;

import java.time.Duration;

/**
 * Which samples are kept.
 *
 * @param capacity of those chosen at random, from 1
 * @param retention the age at which a sample's chance of being kept has fallen by e
 * @param informativeShare share of a profile that is chosen because predictions were unsure of it, from 0 (none) to
 *     {@value #LARGEST_SHARE}
 * @param informativeRate share of the requests that count as such, in (0, 1)
 */
public record SamplingRule(int capacity, Duration retention, double informativeShare, double informativeRate) {
    /** At least as many samples as choose and certify must be chosen at random, and some of those that fit. */
    static final double LARGEST_SHARE = .4;

    public SamplingRule {
        if (!(informativeShare >= 0 && informativeShare <= LARGEST_SHARE)) {
            throw new IllegalArgumentException("the informative share is " + informativeShare
                    + "; write a share of the profile from 0 to " + LARGEST_SHARE);
        }
    }

    /** How many samples are kept because predictions were unsure of them: the newer half waits for a later profile. */
    int informativeCapacity() {
        return (int) Math.ceil(2 * informativeShare * capacity);
    }
}
