/** Keeps some of the inputs that came by, to learn from; off the request path and bounded. */
package dev.mlink.runtime.sampling;
