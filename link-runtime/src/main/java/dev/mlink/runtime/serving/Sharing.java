package dev.mlink.runtime.serving;

import dev.mlink.runtime.sharing.JoinedInputs;
import dev.mlink.runtime.sharing.SharedRuns;
import java.time.Duration;
import java.util.Optional;

/** What requests share, by the settings. */
record Sharing(ServingSettings.Sharing settings) {
    /** Requests that are joined come in some order, however little else is shared. */
    private static final Duration JOINED = Duration.ofMillis(200);

    Optional<SharedRuns> runs() {
        return settings.window().isZero()
                ? Optional.empty()
                : Optional.of(
                        new SharedRuns(settings.window(), settings.memory().asLongValue()));
    }

    JoinedInputs inputs() {
        Duration window = settings.window().isZero() ? JOINED : settings.window();
        return new JoinedInputs(window, settings.memory().asLongValue());
    }
}
