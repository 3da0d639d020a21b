package dev.mlink.runtime.training;

import ai.djl.nn.Block;
import java.util.List;

/**
 * Networks of one shape that a trainer fits side by side in one graph: a step costs the calls, hardly the arithmetic.
 *
 * @param <W> a copy of one network's parameters as plain arrays
 */
interface Network<W> {
    Block block();

    /** A copy of the parameters as they are now, one for each network. */
    List<W> weights();
}
