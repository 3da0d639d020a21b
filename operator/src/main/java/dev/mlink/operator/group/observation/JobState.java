package dev.mlink.operator.group.observation;

/** How a training Job stands. */
public sealed interface JobState {

    /** There is no such Job. */
    record Absent() implements JobState {}

    record Running() implements JobState {}

    record Succeeded() implements JobState {}

    /** Given up by Kubernetes; {@code reason} is the last thing its pod said. */
    record Failed(String reason) implements JobState {}
}
