package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceScopeTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void sourcesGetTenPercentLessButAtMostFiveMilliseconds() {
        assertThat(keptOf(10_000)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        // of 40 ms no more than 4 are kept back, and a little less than that is left when it is read
        assertThat(keptOf(40)).isBetween(TimeUnit.MICROSECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(4));
    }

    @Test
    void theScopeEndsWithTheClients() {
        Context.CancellableContext client = Context.ROOT.withCancellation();
        SourceScope scope = SourceScope.within(client, timer);
        assertThat(scope.context().getDeadline()).isNull();
        client.cancel(null);
        assertThat(scope.context().isCancelled()).isTrue();
    }

    /** How far the sources' deadline lies before the client's, found by moving one until they meet. */
    private long keptOf(long millis) {
        Context client = Context.ROOT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS, timer);
        try (SourceScope scope = SourceScope.within(client, timer)) {
            Deadline sources = scope.context().getDeadline();
            long low = 0;
            long high = TimeUnit.SECONDS.toNanos(1);
            while (low < high) {
                long middle = (low + high) / 2;
                boolean reaches = sources.offset(middle, TimeUnit.NANOSECONDS).compareTo(client.getDeadline()) >= 0;
                high = reaches ? middle : high;
                low = reaches ? low : middle + 1;
            }
            return low;
        }
    }
}
