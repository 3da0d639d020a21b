/** Tests of the Triton client, and the real Triton that other modules' integration tests start. */
package dev.mlink.triton;
