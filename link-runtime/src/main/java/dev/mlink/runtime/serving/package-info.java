/** Puts the rooms of the data plane together, starts them and stops them in order. */
package dev.mlink.runtime.serving;
