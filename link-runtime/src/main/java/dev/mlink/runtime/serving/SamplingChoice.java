package dev.mlink.runtime.serving;

import dev.mlink.runtime.prediction.Uncertainty;
import dev.mlink.runtime.sampling.SamplingRule;
import dev.mlink.runtime.serving.ServingSettings.Strategy;
import java.util.Optional;

/** What the settings mean to the rooms that choose samples. */
record SamplingChoice(ServingSettings.Sampling settings) {

    SamplingRule rule() {
        return new SamplingRule(
                settings.capacity(), settings.retention(), informativeShare(), settings.informativeRate());
    }

    /** Share of a profile that is not chosen at random. */
    double informativeShare() {
        return settings.strategy() == Strategy.RANDOM ? 0 : settings.informativeShare();
    }

    /** What is told of a sample that is offered; nothing where chance alone chooses. */
    Optional<Uncertainty> uncertainty() {
        return switch (settings.strategy()) {
            case RANDOM -> Optional.empty();
            case UNCERTAINTY -> Optional.of(Uncertainty.OF_ANSWER);
            case LOSS_PREDICTION -> Optional.of(Uncertainty.FORESEEN_LOSS);
        };
    }
}
