/** What several requests have in common: executions of a model on the same inputs, and inputs of the same sample. */
package dev.mlink.runtime.sharing;
