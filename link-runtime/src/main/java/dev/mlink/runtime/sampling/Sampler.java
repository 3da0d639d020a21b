package dev.mlink.runtime.sampling;

import dev.mlink.runtime.sampling.Reservoir.Fate;
import dev.mlink.runtime.store.SampleStore;
import dev.mlink.runtime.store.StoreUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * Chooses among the inputs that come by, off the request path, and keeps what it chose in the store: every two seconds
 * while it changes, at the end, and once an hour, since what nobody has written for long is taken for that of a pod that
 * is gone. Requests that do not fit into the bounded queue are not looked at, and counted.
 */
public final class Sampler implements SampleIntake, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sampler.class);
    private static final int QUEUE_LENGTH = 256;
    private static final long QUEUE_BYTES = 64L << 20;
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(2);
    private static final Duration SIGN_OF_LIFE = Duration.ofHours(1);
    /** Writing takes at most this share of the time, however large the samples are. */
    private static final int WRITE_SHARE = 10;

    private final BlockingQueue<Offer> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final SampleTable table = new SampleTable();
    private final SampleStore store;
    private final String pod;
    private final KeptSamples kept;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Thread worker;
    private volatile boolean running = true;
    private boolean restored;

    private record Offer(int bytes, long time, LongFunction<List<Candidate>> samples) {}

    /** @param pod names this pod's file in the store; what an earlier life of it kept is read back */
    public Sampler(SampleStore store, String pod, SamplingRule rule, MeterRegistry metrics, Clock clock) {
        this.store = store;
        this.pod = pod;
        this.kept = new KeptSamples(rule, pod.hashCode());
        this.metrics = metrics;
        this.clock = clock;
        this.worker = new Thread(this::work, "sampler");
        worker.setDaemon(true);
    }

    public void start() {
        worker.start();
    }

    @Override
    public void offer(int bytes, LongFunction<List<Candidate>> samples) {
        boolean room =
                queuedBytes.addAndGet(bytes) <= QUEUE_BYTES && queue.offer(new Offer(bytes, clock.millis(), samples));
        if (!room) {
            queuedBytes.addAndGet(-bytes);
            dropped("queue full");
        }
    }

    @Override
    public void close() {
        running = false;
        queue.offer(new Offer(0, 0, time -> List.of())); // wakes the worker; where there is no room it is awake
        try {
            worker.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        boolean changed = false;
        restore();
        long nextWrite = clock.millis() + BETWEEN_WRITES.toMillis();
        long signOfLife = clock.millis() + SIGN_OF_LIFE.toMillis();
        while (running) {
            changed |= take(nextWrite - clock.millis());
            if (clock.millis() >= nextWrite) {
                long began = clock.millis();
                if (changed || began >= signOfLife && !kept.samples().isEmpty()) {
                    changed = !write();
                    signOfLife = began + SIGN_OF_LIFE.toMillis();
                }
                long ended = clock.millis();
                nextWrite = ended + Math.max(BETWEEN_WRITES.toMillis(), WRITE_SHARE * (ended - began));
            }
        }
        for (Offer offer = queue.poll(); offer != null; offer = queue.poll()) {
            changed |= admit(offer);
        }
        if (changed) {
            write();
        }
    }

    private boolean take(long patience) {
        try {
            Offer offer = queue.poll(Math.max(0, patience), TimeUnit.MILLISECONDS);
            return offer != null && admit(offer);
        } catch (InterruptedException stranger) {
            running = false;
            return false;
        }
    }

    private boolean admit(Offer offer) {
        queuedBytes.addAndGet(-offer.bytes());
        try {
            boolean changed = false;
            for (Candidate candidate : offer.samples().apply(offer.time())) {
                KeptSamples.Outcome outcome = kept.offer(candidate);
                changed |= outcome.kept();
                count(outcome);
            }
            return changed;
        } catch (RuntimeException unfit) {
            dropped("cannot be kept");
            return false;
        }
    }

    /** Takes back what an earlier life kept. While the store cannot be read nothing may be written over it. */
    private boolean restore() {
        try {
            store.read(pod).ifPresent(samples -> table.unstack(samples).forEach(kept::restore));
            restored = true;
        } catch (StoreUnavailableException notNow) {
            LOG.warnf("samples of an earlier life are not read yet: %s", notNow.getMessage());
        } catch (IOException torn) {
            LOG.warnf("samples of an earlier life are lost: %s", torn.getMessage());
            restored = true;
        }
        return restored;
    }

    private boolean write() {
        if (!restored && !restore()) {
            return false;
        }
        try {
            store.write(pod, table.stack(kept.samples()));
            return true;
        } catch (IOException | ArithmeticException full) { // more than an array can hold
            LOG.warnf("samples are not written: %s", full.getMessage());
            return false;
        }
    }

    private void count(KeptSamples.Outcome outcome) {
        if (outcome.audit() == Fate.MISFIT) {
            dropped("shape differs");
        }
        if (outcome.audit() == Fate.KEPT) {
            metrics.counter("mlink.samples.kept", "kind", "audit").increment();
        }
        if (outcome.informative()) {
            metrics.counter("mlink.samples.kept", "kind", "informative").increment();
        }
    }

    private void dropped(String why) {
        metrics.counter("mlink.samples.dropped", "reason", why).increment();
    }
}
