package dev.mlink.runtime.training.sequence;

import ai.djl.nn.Block;
import dev.mlink.runtime.store.NpyArray;
import java.util.Map;

/** A network that reads or writes texts. */
public sealed interface SequenceNetwork permits WordsToVectorNetwork, VectorToWordsNetwork, WordsToWordsNetwork {

    Block block();

    /** A copy of the parameters as they are now, named and shaped as artefacts have them. */
    Map<String, NpyArray> arrays();
}
