/** Runs trained predictors on plain arrays, in microseconds; knows no protocol. */
package dev.mlink.runtime.prediction;
