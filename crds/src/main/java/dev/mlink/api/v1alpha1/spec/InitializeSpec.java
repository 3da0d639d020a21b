package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Other groups from which a link learns, and they from it: weights travel, samples never. */
@ApiObject
public record InitializeSpec(
        @Required
                @Size(min = 1, max = 8)
                @ValidationRule(
                        value = "self.all(one, self.exists_one(other, other.group == one.group))",
                        message = "a group is there twice: write each group once")
                @JsonPropertyDescription("The other groups. Each of them names this one and the others.")
                List<AlliedGroup> from,
        @Default("10")
                @Min(1)
                @Max(1000)
                @JsonPropertyDescription("How often the groups train and average in one training.")
                Integer rounds,
        @Default("300")
                @Min(1)
                @Max(86400)
                @JsonPropertyDescription("Seconds after which a training goes on without a group that has not come.")
                Integer waitSeconds) {

    public InitializeSpec {
        from = from == null ? List.of() : List.copyOf(from);
        rounds = rounds == null ? 10 : rounds;
        waitSeconds = waitSeconds == null ? 300 : waitSeconds;
    }

    /** Names of the other groups. */
    public List<String> groups() {
        return from.stream().map(AlliedGroup::group).toList();
    }
}
