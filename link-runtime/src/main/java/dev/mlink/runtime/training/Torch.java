package dev.mlink.runtime.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;

/**
 * The framework that trains. One thread per operation: on small networks PyTorch's own threads wait for one another
 * longer than they compute (measured: 20 times slower with two on shared cores).
 */
final class Torch {
    private static final String NAME = "PyTorch";

    private final Engine engine;

    Torch() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", "1");
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        this.engine = Engine.getEngine(NAME);
    }

    /**
     * Makes what draws from the framework's random numbers the same each time. There is one generator for all threads:
     * one at a time, and nothing may draw from it later, while others do.
     */
    synchronized void seeded(long seed, Runnable drawing) {
        engine.setRandomSeed(Long.hashCode(seed));
        drawing.run();
    }

    /** Closing it frees what was made with it. */
    NDManager manager() {
        return NDManager.newBaseManager(Device.cpu(), NAME);
    }

    Workbench workbench(Distance distance, Optimizer rule) {
        return new Workbench(manager(), distance, rule);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
