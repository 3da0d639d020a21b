package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Whether this thread records what gradients need. DJL's own collector allows one in a process; PyTorch asks each
 * thread for itself, so that networks can be fitted side by side.
 */
final class Gradients {

    /** Adds the gradient of a loss, a single number, to that of each parameter it depends on. */
    void of(Supplier<NDArray> loss) {
        within(true, () -> {
            NDArray value = loss.get();
            JniUtils.backward((PtNDArray) value, (PtNDArray) value.onesLike(), false, false);
            return value;
        });
    }

    /** Changes parameters in place, which nothing may record. */
    void changing(Runnable change) {
        within(false, () -> {
            change.run();
            return this;
        });
    }

    /** Computes without keeping anything for gradients. */
    <T> T without(Supplier<T> computation) {
        return within(false, computation);
    }

    private static <T> T within(boolean recorded, Supplier<T> computation) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(recorded);
        try {
            return computation.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }
}
