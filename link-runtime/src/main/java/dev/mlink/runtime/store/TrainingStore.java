package dev.mlink.runtime.store;

import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reports of trainings, each named by the profile it was trained on. */
public final class TrainingStore {
    static final String REPORT = ".json";
    static final String PLAN = ".plan";
    static final String PARTIAL = ".partial/";

    private final ObjectStore objects;

    TrainingStore(ObjectStore objects) {
        this.objects = objects;
    }

    /** The report as JSON; empty until the training has ended. */
    public Optional<String> read(String training) throws IOException {
        return objects.readText(key(training, REPORT));
    }

    /** Written last, in one step: where there is a report, its artefacts are there. */
    public void write(String training, String report) throws IOException {
        objects.write(key(training, REPORT), Content.of(report));
    }

    /** The plan that a finished training followed, as JSON. */
    public Optional<String> readPlan(String training) throws IOException {
        return objects.readText(key(training, PLAN));
    }

    /** Written before the report, so that a report always has its plan. */
    public void writePlan(String training, String plan) throws IOException {
        objects.write(key(training, PLAN), Content.of(plan));
    }

    /** What an interrupted Job goes on from; nobody but the training itself looks at it. */
    public ObjectStore partial(String training) {
        return objects.under(key(training, PARTIAL));
    }

    /** Finished trainings, the newest first. */
    public List<String> newestFirst() throws IOException {
        return objects.list("").stream()
                .filter(object -> object.key().endsWith(REPORT) && object.key().indexOf('/') < 0)
                .sorted(Comparator.comparing(StoredObject::modified)
                        .thenComparing(StoredObject::key)
                        .reversed())
                .map(object -> object.key().substring(0, object.key().length() - REPORT.length()))
                .toList();
    }

    private static String key(String training, String suffix) {
        return new FileName("training", training).with(suffix);
    }
}
