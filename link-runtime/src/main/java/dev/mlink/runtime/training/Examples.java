package dev.mlink.runtime.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** What a network sees and what it should say, sample by sample. */
interface Examples {
    int size();

    /**
     * The network's inputs for some samples.
     *
     * @param fitting whether a step follows them, so that what is left out at random is left out
     */
    NDList inputs(NDManager manager, int[] samples, boolean fitting);

    /** What was wanted for the same samples, as the loss wants it. */
    NDList labels(NDManager manager, int[] samples);
}
