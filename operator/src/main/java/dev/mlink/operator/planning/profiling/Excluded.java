package dev.mlink.operator.planning.profiling;

/** A model that gets no turn in this profile, and why. */
public sealed interface Excluded {

    String model();

    /** It takes more than the budget leaves beside the pinned models and those of nobody's. */
    record TooLarge(String model, long neededBytes, long availableBytes) implements Excluded {}

    /** Room for it could only be made by an active model that has no predictor while others have one. */
    record NoRoom(String model, long neededBytes, long availableBytes) implements Excluded {}

    /** It was tried in this profile and failed. */
    record Failed(String model, String reason) implements Excluded {}
}
