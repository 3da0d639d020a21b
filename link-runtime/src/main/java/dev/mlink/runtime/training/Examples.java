package dev.mlink.runtime.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** What a network sees and what it should say, sample by sample. */
interface Examples {
    int size();

    /** The network's inputs for some samples, the first axis of each array being those samples. */
    NDList inputs(NDManager manager, int[] samples);

    /** What was wanted for the same samples, [samples, out], as the loss wants it. */
    NDList labels(NDManager manager, int[] samples);
}
