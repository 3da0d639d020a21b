package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** How far networks that are fitted side by side are from what was wanted. */
@FunctionalInterface
interface Distance {
    /**
     * @param labels as the examples give them
     * @param answers as the networks give them
     * @return the mean over the samples, [networks]
     */
    NDArray of(NDList labels, NDList answers);
}
