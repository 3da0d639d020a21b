package dev.mlink.benchmark.groups;

import java.time.Duration;

/**
 * What an operator cost while nothing happened.
 *
 * @param lasted how long it was watched
 * @param cpu of the operator meanwhile
 * @param resident bytes of the operator at the end
 * @param requests that the API server has served meanwhile
 */
record Rest(Duration lasted, Duration cpu, long resident, RequestCounts requests) {

    /** So many per group and hour. */
    double perGroupAndHour(double count, int groups) {
        return count / groups * Duration.ofHours(1).toMillis() / lasted.toMillis();
    }
}
