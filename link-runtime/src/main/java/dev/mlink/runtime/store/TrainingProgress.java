package dev.mlink.runtime.store;

/**
 * How far an unfinished training has come.
 *
 * @param done pieces whose results are in the store
 * @param all pieces of its plan
 */
public record TrainingProgress(int done, int all) {}
