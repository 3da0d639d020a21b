package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.MeasuredCost.Unreleased;
import dev.mlink.operator.group.spec.Measuring;
import dev.mlink.operator.group.spec.Measuring.Exercised;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the readings of a whole measurement come to. Each reading with the model is held against each without it, before it
 * came and, where its memory was given back, after it went; the largest difference, divided among the model's instances, is
 * the cost.
 */
record CostFigures(Measuring measuring) {

    MeasuredCost cost(Instant at) {
        long growth = Collections.max(with()) - Collections.min(without());
        long least = Collections.min(measuring.inference()) - Collections.max(without());
        return new MeasuredCost(
                Math.max(1, Math.max(growth, reported()) / measuring.instances()),
                (growth - least) / measuring.instances(),
                method(),
                measuring.unreleased().map(bytes -> new Unreleased(measuring.endpoint(), bytes)),
                measuring.exercised().map(Exercised::millisPerSample).orElse(0.0),
                at);
    }

    private List<Long> with() {
        List<Long> with = new ArrayList<>(measuring.loaded());
        with.addAll(measuring.inference());
        return with;
    }

    private List<Long> without() {
        Optional<Long> unreleased = measuring.unreleased();
        List<Long> after = measuring.after();
        return unreleased.isPresent()
                ? List.of(measuring.empty())
                : List.of(measuring.empty(), after.get(after.size() - 1));
    }

    private long reported() {
        return measuring.exercised().map(Exercised::reportedBytes).orElse(0L);
    }

    private String method() {
        return "growth of " + measuring.source().counted() + ": "
                + Bytes.text(grown(measuring.loaded())) + " after load, " + exercise() + ", "
                + measuring.inference().size() + " readings"
                + (measuring.instances() > 1 ? "; of " + measuring.instances() + " instances" : "")
                + (reported() > 0 ? "; the backend reports " + Bytes.text(reported()) : "");
    }

    private String exercise() {
        String grown = Bytes.text(grown(measuring.inference()));
        return measuring
                .exercised()
                .map(known -> known.refusal().isEmpty()
                        ? grown + " while it answers batches of " + known.batch()
                        : grown + " later, without inference as it does not take zeros (" + known.refusal() + ")")
                .orElse(grown + " later");
    }

    private long grown(List<Long> readings) {
        return Math.max(0, Collections.max(readings) - measuring.empty());
    }
}
