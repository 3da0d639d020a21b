package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;

/**
 * How the activation set is chosen, and how reluctantly it is given up for another one.
 *
 * @param minimumGain of the weighted mean performance, in [0, 1]
 * @param minimumDwell as hours, minutes and seconds
 */
@ApiObject
public record SelectionSpec(
        @Default("Auto") @JsonPropertyDescription("The rule that chooses.") Strategy strategy,
        @Default("0.005")
                @Min(0)
                @Max(1)
                @JsonPropertyDescription(
                        "A new profile changes the set only for at least so much more weighted mean performance. A gain also"
                                + " has to exceed its 95 % interval and what the switch costs.")
                Double minimumGain,
        @Default("10m")
                @Size(min = 2, max = 20)
                @ValidationRule(
                        value = "self.matches('^([0-9]+([.][0-9]+)?(h|m|s|ms|us|ns))+$')",
                        message =
                                "write how long a set stays at least as hours, minutes and seconds, such as 10m, or 0s for no"
                                        + " such time")
                @JsonPropertyDescription(
                        "A new profile changes the set no earlier than this after the last change, such as 10m.")
                String minimumDwell,
        @Size(max = 16)
                @JsonPropertyDescription("When models may be moved for a better set or for a profile; at any time when"
                        + " absent. Changes of the spec and repairs do not wait.")
                List<WindowSpec> windows) {

    /** As if nothing was declared. */
    static final SelectionSpec DEFAULT = new SelectionSpec(null, null, null, null);

    public SelectionSpec {
        strategy = strategy == null ? Strategy.AUTO : strategy;
        minimumGain = minimumGain == null ? 0.005 : minimumGain;
        minimumDwell = minimumDwell == null ? "10m" : minimumDwell;
        windows = windows == null ? List.of() : List.copyOf(windows);
    }

    /** How long a set stays at least. */
    public Duration dwell() {
        try {
            return io.fabric8.kubernetes.api.model.Duration.parse(minimumDwell).getDuration();
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "selection.minimumDwell " + minimumDwell + " is no duration such as 10m", e);
        }
    }
}
