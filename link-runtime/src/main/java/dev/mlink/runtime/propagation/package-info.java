/** What of a client goes on to Triton with every call that is made for it: its trace, and its keys of restricted APIs. */
package dev.mlink.runtime.propagation;
