package dev.mlink.operator.planning.selection;

/** What came of a selection: a set, or the reason why there is none. */
public sealed interface SelectionOutcome permits Selection, NoCandidates, PinnedExceedBudget {}
