package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.placement.Devices;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that a selection depends on besides what was learned. */
public record SelectionInput(Observation seen) {

    /** Another one asks for another selection. Readable, since it stands in status. */
    public String fingerprint() {
        Candidates candidates = new Candidates(seen);
        return seen.spec().strategy() + " " + seen.spec().learning().ladder() + " "
                + budget() + " "
                + candidates.loadable().stream().map(SelectionInput::text).collect(Collectors.joining(","))
                + outdated() + certified();
    }

    private String budget() {
        Devices devices = new Candidates(seen).devices();
        return devices.divided()
                ? devices.bytes().toString()
                : Long.toString(devices.pooled().bytes());
    }

    private String certified() {
        String refusing = new TreeMap<>(seen.spec().refusing())
                .entrySet().stream()
                        .map(model -> model.getKey() + "<=" + model.getValue())
                        .collect(Collectors.joining(","));
        return refusing.isEmpty() ? "" : " certified " + refusing;
    }

    private String outdated() {
        Set<String> outdated = new Outdated(seen).models().keySet();
        return outdated.isEmpty() ? "" : " without " + String.join(",", outdated);
    }

    private static String text(Candidate candidate) {
        String minimum = candidate.minPerformance().isPresent()
                ? ">=" + candidate.minPerformance().getAsDouble()
                : "";
        return candidate.name() + ":" + candidate.memoryBytes() + "*" + candidate.weight()
                + (candidate.pinned() ? "!" : "") + minimum;
    }
}
