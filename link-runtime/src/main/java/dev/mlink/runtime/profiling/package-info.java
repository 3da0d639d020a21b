/** Runs all models on the same frozen samples, so that links have something to learn from. */
package dev.mlink.runtime.profiling;
