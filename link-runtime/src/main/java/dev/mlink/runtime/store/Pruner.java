package dev.mlink.runtime.store;

import dev.mlink.runtime.store.Inventory.Finished;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the inventory of a store, and removes from it. */
record Pruner(ObjectStore objects) {

    /** One listing, and then the reports: what somebody names or writes meanwhile is not in it, or is young. */
    Inventory inventory() throws IOException {
        List<StoredObject> all = objects.list("");
        Map<String, Instant> reports = newest(all, Store.TRAININGS, TrainingStore.REPORT);
        List<Finished> finished = new ArrayList<>();
        for (String training : newestFirst(reports)) {
            finished.add(new Finished(training, named(Store.TRAININGS + training + TrainingStore.REPORT)));
        }
        Map<Digest, Instant> artifacts = new HashMap<>();
        newest(all, Store.ARTIFACTS, "/")
                .forEach((hex, written) -> Digest.ofHex(hex).ifPresent(digest -> artifacts.put(digest, written)));
        return new Inventory(
                all.stream().map(StoredObject::modified).max(Instant::compareTo).orElse(Instant.EPOCH),
                finished,
                newest(all, Store.TRAININGS, TrainingStore.PARTIAL),
                newest(all, Store.PROFILES, "/"),
                artifacts,
                newest(all, Store.SAMPLES, SampleStore.SUFFIX),
                inForce(finished));
    }

    /** Reports go before what they name, and manifests before their arrays: nothing that is half removed seems whole. */
    void remove(Removal removal) throws IOException {
        for (String training : removal.trainings()) {
            objects.delete(Store.TRAININGS + training + TrainingStore.REPORT);
            objects.delete(Store.TRAININGS + training + TrainingStore.PLAN);
        }
        for (String training : removal.abandoned()) {
            removeBelow(Store.TRAININGS + training + TrainingStore.PARTIAL);
        }
        for (Digest artifact : removal.artifacts()) {
            objects.delete(Store.ARTIFACTS + artifact.hex() + "/" + ArtifactStore.MANIFEST);
            removeBelow(Store.ARTIFACTS + artifact.hex() + "/");
        }
        for (String profile : removal.profiles()) {
            removeBelow(Store.PROFILES + profile + "/");
        }
        for (String pod : removal.reservoirs()) {
            objects.delete(Store.SAMPLES + pod + SampleStore.SUFFIX);
        }
    }

    private void removeBelow(String prefix) throws IOException {
        for (StoredObject object : objects.list(prefix)) {
            objects.delete(object.key());
        }
    }

    /** The plan of the newest training says what was in force; an ensemble there names links of its own. */
    private Set<Digest> inForce(List<Finished> newestFirst) throws IOException {
        if (newestFirst.isEmpty()) {
            return Set.of();
        }
        Set<Digest> all = new HashSet<>();
        for (Digest digest : named(Store.TRAININGS + newestFirst.get(0).training() + TrainingStore.PLAN)) {
            all.add(digest);
            all.addAll(named(Store.ARTIFACTS + digest.hex() + "/" + ArtifactStore.MANIFEST));
        }
        return all;
    }

    /** Every digest that stands in a text, whatever the field that it stands in is called. */
    private Set<Digest> named(String key) throws IOException {
        Optional<String> text = objects.readText(key);
        return text.map(Digest::namedIn).orElse(Set.of());
    }

    /** By what stands between prefix and end: when the newest of these objects was written. */
    private static Map<String, Instant> newest(List<StoredObject> all, String prefix, String end) {
        Map<String, Instant> newest = new HashMap<>();
        for (StoredObject object : all) {
            String key = object.key();
            int at = key.startsWith(prefix) ? key.indexOf(end, prefix.length()) : -1;
            boolean whole = end.endsWith("/") || at + end.length() == key.length();
            if (at > prefix.length() && whole && key.lastIndexOf('/', at - 1) < prefix.length()) {
                newest.merge(
                        key.substring(prefix.length(), at),
                        object.modified(),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return newest;
    }

    private static List<String> newestFirst(Map<String, Instant> written) {
        return written.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                        .reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
