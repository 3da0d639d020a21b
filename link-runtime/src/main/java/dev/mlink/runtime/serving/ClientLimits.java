package dev.mlink.runtime.serving;

import dev.mlink.runtime.admission.Limits;
import io.quarkus.runtime.configuration.MemorySize;

/** What clients may take, by the settings and the heap there is. */
record ClientLimits(ServingSettings.Limits settings, long heap) {
    private static final int HEAP_SHARE = 2;
    private static final int MESSAGE_SHARE = 4;

    Limits limits() {
        long inFlight = settings.inFlight().map(MemorySize::asLongValue).orElse(heap / HEAP_SHARE);
        long largest = settings.largestMessage().map(MemorySize::asLongValue).orElse(inFlight / MESSAGE_SHARE);
        return new Limits(
                inFlight,
                (int) Math.min(Integer.MAX_VALUE, largest),
                settings.calls(),
                settings.callsPerConnection(),
                settings.connections(),
                settings.receive(),
                settings.idle());
    }
}
