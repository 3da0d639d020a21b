package dev.mlink.runtime.training;

import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Digest;

/**
 * A predictor that is in the store.
 *
 * @param digest by which it is found
 * @param artifact what it is
 */
record TrainedArtifact(Digest digest, Artifact artifact) {}
