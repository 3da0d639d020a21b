package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;

/**
 * A time of the day at which models may be moved without need.
 *
 * @param start local time in {@code timeZone}
 * @param duration as hours, minutes and seconds; in time that passes, whatever the clocks are set to meanwhile
 * @param days on which it starts; empty means every day
 */
@ApiObject
public record WindowSpec(
        @Required
                @Size(min = 5, max = 5)
                @ValidationRule(
                        value = "self.matches('^([01][0-9]|2[0-3]):[0-5][0-9]$')",
                        message = "write when it starts as hours and minutes of the day, such as \"02:00\"")
                @JsonPropertyDescription("When it starts, such as \"02:00\".")
                String start,
        @Required
                @Size(min = 2, max = 20)
                @ValidationRule(
                        value =
                                "self.matches('^([0-9]+([.][0-9]+)?(h|m|s|ms|us|ns))+$') && duration(self) >= duration('1m')"
                                        + " && duration(self) <= duration('24h')",
                        message = "write how long it is open as hours, minutes and seconds, such as 3h, from 1m to 24h")
                @JsonPropertyDescription("How long it is open, such as 3h; at most 24h.")
                String duration,
        @Size(max = 7) @JsonPropertyDescription("The days on which it starts; every day when absent.") List<Day> days,
        @Default("UTC")
                @Size(min = 1, max = 64)
                @ValidationRule(
                        value = "timestamp('2026-01-01T00:00:00Z').getHours(self) >= 0",
                        message = "write a time zone as the tz database names it, such as Europe/Berlin")
                @JsonPropertyDescription("Of start and days, as the tz database names it, such as Europe/Berlin.")
                String timeZone) {

    public WindowSpec {
        days = days == null ? List.of() : List.copyOf(days);
        timeZone = timeZone == null ? "UTC" : timeZone;
    }

    /** How long it is open. */
    public Duration length() {
        try {
            return io.fabric8.kubernetes.api.model.Duration.parse(duration).getDuration();
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "selection.windows[].duration " + duration + " is no duration such as 3h", e);
        }
    }
}
