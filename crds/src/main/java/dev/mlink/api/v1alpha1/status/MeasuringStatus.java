package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A measurement under way, with what has been read so far: whoever goes on with it reads the rest. */
@ApiObject
public record MeasuringStatus(
        @Required @JsonPropertyDescription("The model's name in Triton's repository.") String model,
        @Required @JsonPropertyDescription("The Triton whose memory is read.") String endpoint,
        @Required @JsonPropertyDescription("Whose figures they are.") MemorySource source,
        @JsonPropertyDescription("What is read next.") MeasuringStep step,
        @JsonPropertyDescription("Instances of the model that are loaded for it.") Integer instances,
        @JsonPropertyDescription("Bytes of the server without the model.") List<Long> before,
        @JsonPropertyDescription("Bytes after the load.") List<Long> loaded,
        @JsonPropertyDescription("Bytes while the model answers.") List<Long> inference,
        @JsonPropertyDescription("Bytes after it was unloaded.") List<Long> after,
        @JsonPropertyDescription("What came of having it answer.") ExerciseStatus exercise,
        @JsonPropertyDescription("From when on a reading belongs to the present step.") Instant since) {

    public MeasuringStatus {
        before = before == null ? List.of() : List.copyOf(before);
        loaded = loaded == null ? List.of() : List.copyOf(loaded);
        inference = inference == null ? List.of() : List.copyOf(inference);
        after = after == null ? List.of() : List.copyOf(after);
        since = since == null ? null : since.truncatedTo(ChronoUnit.SECONDS);
    }
}
