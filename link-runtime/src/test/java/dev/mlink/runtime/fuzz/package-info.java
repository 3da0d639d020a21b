/** Requests that chance has spoiled, over both protocols: what may never happen, whatever clients send. */
package dev.mlink.runtime.fuzz;
