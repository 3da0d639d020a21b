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

/**
 * When, and on how many buffered inputs, all models of the group are run.
 *
 * @param interval the period between two re-selections, as hours, minutes and seconds
 * @param samples inputs in a profile: 50 % train, 15 % select and 35 % certify
 */
@ApiObject
public record ProfilingSpec(
        @Default("1h")
                @Size(min = 2, max = 20)
                @ValidationRule(
                        value =
                                "self.matches('^([0-9]+([.][0-9]+)?(h|m|s|ms|us|ns))+$') && duration(self) >= duration('1s')",
                        message =
                                "write the time between two selections as hours, minutes and seconds, such as 1h or 1h30m, and"
                                        + " at least 1s")
                @JsonPropertyDescription("Time between two selections, such as 1h.")
                String interval,
        @Default("500")
                @Min(118)
                @Max(100000)
                @JsonPropertyDescription("Inputs in a profile; fewer than 118 certify nothing.")
                Integer samples) {

    public ProfilingSpec {
        interval = interval == null ? "1h" : interval;
        samples = samples == null ? 500 : samples;
    }

    /** The period between two re-selections. */
    public Duration period() {
        try {
            return io.fabric8.kubernetes.api.model.Duration.parse(interval).getDuration();
        } catch (ParseException e) {
            throw new IllegalArgumentException("profiling.interval " + interval + " is no duration such as 1h30m", e);
        }
    }
}
