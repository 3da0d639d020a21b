package dev.mlink.operator.group;

/**
 * What the operator is started with.
 *
 * @param runtimeImage image of the link-runtime where a group names none
 */
public record OperatorSettings(String runtimeImage) {}
