package dev.mlink.operator.site;

import dev.mlink.operator.triton.Exercise;
import dev.mlink.operator.triton.MetricsPage;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAccess;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets an operator die in the middle of a pass: after so many loads and unloads have been done, the next call to Triton
 * never comes back, as for a process that is no more.
 */
public final class FailingTriton implements TritonControl {

    private final TritonControl real;
    private final AtomicInteger left;
    private final CountDownLatch death = new CountDownLatch(1);

    /** @param calls to Triton of any kind that are still done */
    public FailingTriton(TritonControl real, int calls) {
        this.real = real;
        this.left = new AtomicInteger(calls);
    }

    /** Waits until the operator has made its last call. */
    public void awaitDeath(Duration patience) {
        try {
            if (!death.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the operator made fewer calls than it should have died after");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever dies here asks for nothing to be shown. */
    @Override
    public TritonControl showing(TritonAccess access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TritonReply<RepositoryIndex> index(TritonAddress endpoint) {
        live();
        return real.index(endpoint);
    }

    @Override
    public TritonReply<ModelDescription> describe(TritonAddress endpoint, String model) {
        live();
        return real.describe(endpoint, model);
    }

    @Override
    public TritonControl waiting(Duration load) {
        return this;
    }

    @Override
    public TritonReply<Done> load(TritonAddress endpoint, String model) {
        live();
        return real.load(endpoint, model);
    }

    @Override
    public TritonReply<Done> load(TritonAddress endpoint, ModelConfig config) {
        live();
        return real.load(endpoint, config);
    }

    @Override
    public TritonReply<Done> unloadAlone(TritonAddress endpoint, String model) {
        live();
        return real.unloadAlone(endpoint, model);
    }

    @Override
    public TritonReply<MetricsPage> metrics(TritonAddress metrics) {
        live();
        return real.metrics(metrics);
    }

    @Override
    public TritonReply<Done> unload(TritonAddress endpoint, String model) {
        live();
        return real.unload(endpoint, model);
    }

    @Override
    public TritonReply<Exercise> exercise(TritonAddress endpoint, String model) {
        live();
        return real.exercise(endpoint, model);
    }

    private void live() {
        if (left.getAndDecrement() <= 0) {
            death.countDown();
            throw new IllegalStateException("this operator is dead");
        }
    }
}
