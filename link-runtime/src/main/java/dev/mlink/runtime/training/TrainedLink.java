package dev.mlink.runtime.training;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Digest;

/**
 * A link that is in the store.
 *
 * @param digest by which it is found
 * @param artifact what it is
 */
record TrainedLink(Digest digest, Artifact artifact) {}
