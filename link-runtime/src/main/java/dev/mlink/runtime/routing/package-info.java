/** Decides how each request is answered and has it answered: exactly, predicted, or as the group. */
package dev.mlink.runtime.routing;
