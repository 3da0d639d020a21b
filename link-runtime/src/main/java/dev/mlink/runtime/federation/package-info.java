/**
 * Groups learn links together: weights travel between them, samples never. Averages what they learned over rounds that
 * begin with one published start. Knows the store; knows no trainer, no model and no protocol.
 */
package dev.mlink.runtime.federation;
