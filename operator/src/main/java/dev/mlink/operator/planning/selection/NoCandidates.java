package dev.mlink.operator.planning.selection;

/** There is no model to choose from. */
public record NoCandidates() implements SelectionOutcome {}
