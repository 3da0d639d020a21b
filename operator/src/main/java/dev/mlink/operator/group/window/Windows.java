package dev.mlink.operator.group.window;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The maintenance windows of a group; without any it is always the time. */
public record Windows(List<Window> all) {

    /** At any time. */
    public static final Windows ALWAYS = new Windows(List.of());

    public Windows {
        all = List.copyOf(all);
    }

    public boolean open(Instant at) {
        return all.isEmpty() || all.stream().anyMatch(window -> window.open(at));
    }

    /** That time, or when the next window opens after it. */
    public Instant openFrom(Instant at) {
        return open(at)
                ? at
                : all.stream()
                        .map(window -> window.next(at))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)
                        .orElseThrow();
    }
}
