/** End to end: the examples as a user runs them, on a real cluster. */
package dev.mlink.examples;
