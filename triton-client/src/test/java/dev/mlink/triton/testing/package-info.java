/** A real Triton and small models for it, for the integration tests of every module. */
package dev.mlink.triton.testing;
