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
import java.util.Optional;

/**
 * Which live inputs are kept to learn from. Some are always chosen at random, whatever is predicted: only these choose
 * predictors and give figures.
 *
 * @param informativeShare share of a profile that is chosen by the strategy, unless that is Random
 * @param informativeRate share of the requests that count as informative
 * @param retention null: twice the profiling interval
 */
@ApiObject
public record SamplingSpec(
        @Default("true") @JsonPropertyDescription("False: no further input is kept; nothing new is learned.")
                Boolean enabled,
        @Default("Random")
                @JsonPropertyDescription(
                        "What inputs are chosen by: chance alone, or a share by what predictions are unsure of.")
                SamplingStrategy strategy,
        @Default("0.3")
                @Min(0)
                @Max(0.4)
                @JsonPropertyDescription(
                        "Share of a profile that is chosen by the strategy; the others are chosen at random.")
                Double informativeShare,
        @Default("0.05")
                @Min(value = 0, inclusive = false)
                @Max(0.5)
                @JsonPropertyDescription("Share of the requests that count as informative.")
                Double informativeRate,
        @Size(min = 2, max = 20)
                @ValidationRule(
                        value =
                                "self.matches('^([0-9]+([.][0-9]+)?(h|m|s|ms|us|ns))+$') && duration(self) >= duration('1s')",
                        message =
                                "write the age at which inputs fade as hours, minutes and seconds, such as 2h, and at least 1s")
                @JsonPropertyDescription(
                        "Age at which the chance of an input to be kept has fallen by e. Default: twice the interval.")
                String retention) {

    /** As if nothing was declared. */
    static final SamplingSpec DEFAULT = new SamplingSpec(null, null, null, null, null);

    public SamplingSpec {
        enabled = enabled == null || enabled;
        strategy = strategy == null ? SamplingStrategy.RANDOM : strategy;
        informativeShare = informativeShare == null ? 0.3 : informativeShare;
        informativeRate = informativeRate == null ? 0.05 : informativeRate;
    }

    /** The age at which the chance of an input to be kept has fallen by e; empty for twice the profiling interval. */
    public Optional<Duration> age() {
        return Optional.ofNullable(retention).map(SamplingSpec::parse);
    }

    private static Duration parse(String retention) {
        try {
            return io.fabric8.kubernetes.api.model.Duration.parse(retention).getDuration();
        } catch (ParseException e) {
            throw new IllegalArgumentException("sampling.retention " + retention + " is no duration such as 2h", e);
        }
    }
}
