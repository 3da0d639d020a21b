/** What the link-runtime costs a request that it only passes on, beside no proxy and beside the barest one. */
package dev.mlink.benchmark.dataplane;
