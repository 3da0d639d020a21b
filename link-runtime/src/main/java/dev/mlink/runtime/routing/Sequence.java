package dev.mlink.runtime.routing;

/**
 * What a request says about the sequence that it belongs to.
 *
 * @param id a number or a text, as the client wrote it
 * @param begins whether it is the first of it
 * @param ends whether it is the last of it
 */
public record Sequence(String id, boolean begins, boolean ends) {}
