package dev.mlink.operator.group;

/**
 * What the operator is started with.
 *
 * @param runtimeImage image of the link-runtime where a group names none
 * @param restartTriton whether the pod of a Triton that nothing else can free is deleted
 */
public record OperatorSettings(String runtimeImage, boolean restartTriton) {}
