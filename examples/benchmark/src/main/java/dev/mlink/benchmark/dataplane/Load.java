package dev.mlink.benchmark.dataplane;

import dev.mlink.triton.InferencePassThrough;
import io.grpc.Channel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * A closed loop: each answer sends the next request at once.
 *
 * @param inFlight requests under way at any time
 */
record Load(Channel channel, byte[] request, int inFlight) {
    private static final int MOST = 1 << 20;

    /**
     * @param p50 milliseconds
     * @param p99 milliseconds
     * @param perSecond requests answered
     */
    record Measured(double p50, double p99, double perSecond) {}

    Measured run(Duration duration) throws InterruptedException {
        long begun = System.nanoTime();
        Tally tally = new Tally(begun + duration.toNanos(), inFlight);
        for (int i = 0; i < inFlight; i++) {
            send(new ByteClient<>(channel, InferencePassThrough.METHOD), tally);
        }
        tally.ended.await();
        return tally.measured(System.nanoTime() - begun);
    }

    private void send(ByteClient<byte[]> client, Tally tally) {
        long sent = System.nanoTime();
        client.call(request, answer -> {
            if (tally.goesOn(System.nanoTime(), sent)) {
                send(client, tally);
            }
        });
    }

    private static final class Tally {
        private final long end;
        private final CountDownLatch ended;
        private final long[] nanos = new long[MOST];
        private int count;

        private Tally(long end, int inFlight) {
            this.end = end;
            this.ended = new CountDownLatch(inFlight);
        }

        private synchronized boolean goesOn(long now, long sent) {
            if (count < MOST) {
                nanos[count++] = now - sent;
            }
            if (now >= end) {
                ended.countDown();
                return false;
            }
            return true;
        }

        private synchronized Measured measured(long elapsed) {
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return new Measured(sorted[count / 2] / 1e6, sorted[(int) (count * .99)] / 1e6, count * 1e9 / elapsed);
        }
    }
}
