package dev.mlink.runtime.store;

import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.store.TrainingProgress.Count;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports of trainings, each named by the profile it was trained on. */
public final class TrainingStore {
    static final String REPORT = ".json";
    static final String PLAN = ".plan";
    static final String PARTIAL = ".partial/";

    /** Among what is done under a plan: how many pieces the plan falls into. */
    public static final String PIECES = "pieces";
    /** Likewise: how the names of the results of pieces begin. */
    public static final String PIECE = "piece-";
    /** Likewise: how the names of what the pods have done begin. */
    private static final String EPOCHS = "epochs-";

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

    /** What an interrupted Job goes on from: below a name for each plan, what is done under it. */
    public ObjectStore partial(String training) {
        return objects.under(key(training, PARTIAL));
    }

    /** How far the plan that was begun last has come; empty before it is begun, and once its report is written. */
    public Optional<TrainingProgress> progress(String training) throws IOException {
        ObjectStore partial = partial(training);
        List<StoredObject> done = partial.list("");
        Optional<String> newest = done.stream()
                .filter(object -> object.key().endsWith("/" + PIECES))
                .max(Comparator.comparing(StoredObject::modified))
                .map(object -> object.key().substring(0, object.key().length() - PIECES.length()));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        long pieces = done.stream()
                .filter(object -> object.key().startsWith(newest.get() + PIECE))
                .count();
        List<PodEpochs> pods = new ArrayList<>();
        for (StoredObject object : done) {
            if (object.key().startsWith(newest.get() + EPOCHS)) {
                partial.readText(object.key()).map(PodEpochs::parse).ifPresent(pods::add);
            }
        }
        return partial.readText(newest.get() + PIECES)
                .map(all -> progress(new Count(pieces, Long.parseLong(all)), pods));
    }

    /** What a pod has done, beside what is done under its plan. */
    public static void write(ObjectStore plan, int pod, PodEpochs epochs) throws IOException {
        plan.write(EPOCHS + pod, Content.of(epochs.text()));
    }

    private static TrainingProgress progress(Count pieces, List<PodEpochs> pods) {
        Map<String, Count> underWay = new HashMap<>();
        pods.forEach(pod -> underWay.putAll(pod.underWay()));
        long all = pods.stream().mapToLong(pod -> pod.epochs().all()).max().orElse(0);
        long done = pods.stream().mapToLong(pod -> pod.epochs().done()).sum();
        return new TrainingProgress(pieces, new Count(Math.min(done, all), all), underWay);
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
