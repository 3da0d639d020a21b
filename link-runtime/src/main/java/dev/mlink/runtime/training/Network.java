package dev.mlink.runtime.training;

import ai.djl.nn.Block;

/**
 * Something with parameters that a trainer can fit.
 *
 * @param <W> a copy of the parameters as plain arrays
 */
interface Network<W> {
    Block block();

    /** A copy of the parameters as they are now. */
    W weights();
}
