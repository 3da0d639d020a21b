package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.ModelOutput;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.evaluation.Recall;
import dev.mlink.runtime.evaluation.Task;
import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.prediction.Words;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.LastMoments;
import dev.mlink.runtime.store.LastMoments.Latest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Vocabulary;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what a target answered last in each stream of the profile, whatever part of it that sample is in. */
final class LastTrainer {
    /** The newest; a stream without a kept value is predicted as if it had no name. */
    private static final int MOST_STREAMS = 1000;

    /** Empty where the interval between profiles is not told, or no sample names a stream. */
    Optional<Artifact> train(Plan plan, String target, Lesson lesson) {
        Map<String, Integer> newest = newest(lesson.profile());
        long longestAge = new Recall(plan.interval()).longestAge();
        if (longestAge == 0 || newest.isEmpty()) {
            return Optional.empty();
        }
        Observations profile = lesson.profile();
        List<Latest> streams = newest.entrySet().stream()
                .map(stream -> new Latest(stream.getKey(), profile.times()[stream.getValue()]))
                .toList();
        ModelOutput output = plan.models().get(target);
        Optional<Vocabulary> words = output.task() == Task.TEXT
                ? Optional.of(vocabulary(newest.values().stream()
                        .map(row -> profile.texts(target).get(row))
                        .toList()))
                : Optional.empty();
        float[][] rows =
                words.map(known -> profile.of(target, new Words(known))).orElseGet(() -> profile.of(target));
        return Optional.of(new Artifact(
                Description.ofLast(
                        target,
                        output.task().text(),
                        words,
                        new LastMoments(longestAge, streams),
                        Map.of("profile", plan.profile())),
                Map.of("value", stacked(rows, newest.values()))));
    }

    /** For each of the newest streams, by name, the position of its newest sample. */
    private static Map<String, Integer> newest(Observations profile) {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (int row = 0; row < profile.size(); row++) {
            String stream = profile.streams().get(row);
            if (!stream.isEmpty()) {
                all.put(stream, row);
            }
        }
        Map<String, Integer> newest = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_STREAMS)
                .sorted(Map.Entry.comparingByKey())
                .forEach(stream -> newest.put(stream.getKey(), stream.getValue()));
        return newest;
    }

    /** Every word of the texts, so that nothing of them is lost. */
    private static Vocabulary vocabulary(List<Sentence> texts) {
        int longest = texts.stream().mapToInt(text -> text.words().size()).reduce(1, Math::max);
        return new Vocabulary(
                texts.stream().flatMap(text -> text.words().stream()).distinct().toList(), longest);
    }

    private static NpyArray stacked(float[][] rows, Collection<Integer> chosen) {
        int width = rows[0].length;
        float[] values = new float[chosen.size() * width];
        int to = 0;
        for (int row : chosen) {
            System.arraycopy(rows[row], 0, values, to, width);
            to += width;
        }
        return NpyArray.of(values, chosen.size(), width);
    }
}
