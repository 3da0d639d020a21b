package dev.mlink.runtime.routing;

import dev.mlink.runtime.upstream.Reply.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How calls for each model on each endpoint ended lately. A model is sick after a call that broke; it is well again
 * after one that went through, and a trial a second finds that out.
 */
public final class ModelHealth {
    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(1);

    private final Map<Place, Record> records = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Place(String model, String endpoint) {}

    /**
     * @param failures since the last success
     * @param lastFailure what the last of them said
     * @param since when the first of them was
     */
    public record Record(int failures, String lastFailure, boolean sick, Instant since, Instant lastTrial) {
        private static final Record WELL = new Record(0, "", false, Instant.EPOCH, Instant.EPOCH);

        private Record failed(String why, boolean broken, Instant now) {
            return new Record(failures + 1, why, sick || broken, failures == 0 ? now : since, now);
        }

        private Record tried(Instant now) {
            return new Record(failures, lastFailure, sick, since, now);
        }
    }

    public ModelHealth(Clock clock) {
        this.clock = clock;
    }

    /** The worst of a model's endpoints. */
    public Record of(String model) {
        return records.entrySet().stream()
                .filter(entry -> entry.getKey().model().equals(model))
                .map(Map.Entry::getValue)
                .max(java.util.Comparator.comparingInt(Record::failures))
                .orElse(Record.WELL);
    }

    /** Where calls for a model broke, by the endpoint's name. */
    public Map<String, Record> sick(String model) {
        return records.entrySet().stream()
                .filter(entry -> entry.getKey().model().equals(model))
                .filter(entry -> entry.getValue().sick())
                .collect(Collectors.toMap(entry -> entry.getKey().endpoint(), Map.Entry::getValue));
    }

    /** How long ago the first of a record's failures was. */
    public Duration since(Record record) {
        return Duration.between(record.since(), clock.instant());
    }

    /** What was known of a model on an endpoint is about an earlier process: it has been loaded since. */
    public void loaded(String model, String endpoint) {
        records.remove(new Place(model, endpoint));
    }

    boolean sick(String model, Endpoint endpoint) {
        Record record = records.get(place(model, endpoint));
        return record != null && record.sick();
    }

    /** Whether now is the time to try a sick model again; says yes to one caller only. */
    boolean trialDue(String model, Endpoint endpoint) {
        Instant now = clock.instant();
        boolean[] due = {false};
        records.computeIfPresent(place(model, endpoint), (place, record) -> {
            due[0] = record.sick() && Duration.between(record.lastTrial(), now).compareTo(BETWEEN_TRIALS) >= 0;
            return due[0] ? record.tried(now) : record;
        });
        return due[0];
    }

    /** Takes note of how a call ended; what a model refuses says nothing about its health. */
    void ended(String model, Endpoint endpoint, Outcome outcome, String error) {
        switch (outcome) {
            case ANSWERED -> records.remove(place(model, endpoint));
            case GONE, BROKEN -> records.compute(
                    place(model, endpoint), (place, record) -> (record == null ? Record.WELL : record)
                            .failed(error, outcome == Outcome.BROKEN, clock.instant()));
            case REFUSED -> {}
        }
    }

    private static Place place(String model, Endpoint endpoint) {
        return new Place(model, endpoint.name());
    }
}
