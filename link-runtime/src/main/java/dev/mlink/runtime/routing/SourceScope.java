package dev.mlink.runtime.routing;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The scope of the models that are executed for one request: it ends with the client's, and its deadline leaves the time
 * to predict and to answer.
 */
final class SourceScope implements AutoCloseable {
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int SHARE = 10;

    private final Context.CancellableContext context;

    private SourceScope(Context.CancellableContext context) {
        this.context = context;
    }

    static SourceScope within(Context client, ScheduledExecutorService timer) {
        Deadline deadline = client.getDeadline();
        if (deadline == null) {
            return new SourceScope(client.withCancellation());
        }
        long left = deadline.timeRemaining(TimeUnit.NANOSECONDS);
        long kept = Math.max(0, Math.min(MOST_NANOS, left / SHARE));
        return new SourceScope(client.withDeadline(deadline.offset(-kept, TimeUnit.NANOSECONDS), timer));
    }

    Context context() {
        return context;
    }

    @Override
    public void close() {
        context.cancel(null);
    }
}
