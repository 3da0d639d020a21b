package dev.mlink.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.runtime.evaluation.Drift;
import dev.mlink.runtime.evaluation.Estimate;
import dev.mlink.runtime.evaluation.Ladder;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.evaluation.TargetDrift;
import dev.mlink.runtime.prediction.Predictor;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.prediction.Uncertainty;
import dev.mlink.runtime.sampling.Candidate;
import dev.mlink.runtime.sampling.MergedSamples;
import dev.mlink.runtime.sampling.ProfileMix;
import dev.mlink.runtime.sampling.Sample;
import dev.mlink.runtime.sampling.SampleTable;
import dev.mlink.runtime.sampling.Sampler;
import dev.mlink.runtime.sampling.SamplingRule;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.ProfileStore;
import dev.mlink.runtime.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sensor and a label of three classes, of which one is rare and lies where the others meet. The same number of samples
 * is run on both models, once chosen at random and once with a share that predictions were unsure of; what comes of it is
 * scored on samples that came later than all of these.
 */
class AdaptationTest {
    private static final int LABELS = 160;
    private static final int STREAM = 4000;
    private static final int LATER = 1500;
    private static final double SHARE = .3;
    private static final Duration RETENTION = Duration.ofSeconds(STREAM / 2);

    @TempDir
    Path directory;

    @Test
    void whatPredictionsAreUnsureOfTeachesMoreThanChanceFromTheSameNumberOfLabels() throws IOException {
        double randomAll = 0;
        double unsureAll = 0;
        double randomRare = 0;
        double unsureRare = 0;
        int runs = 3;
        for (int seed = 1; seed <= runs; seed++) {
            Site random = new Site(directory.resolve("random" + seed), seed, AdaptationTest::label);
            random.learn(0);
            randomAll += random.later(label -> true).value();
            randomRare += random.later(label -> label == 2).value();
            Site unsure = new Site(directory.resolve("unsure" + seed), seed, AdaptationTest::label);
            unsure.learn(SHARE);
            unsureAll += unsure.later(label -> true).value();
            unsureRare += unsure.later(label -> label == 2).value();
        }
        assertThat(unsureAll / runs).as("all later samples").isGreaterThanOrEqualTo(randomAll / runs);
        assertThat(unsureRare / runs).as("later samples of the rare class").isGreaterThan(randomRare / runs + .2);
    }

    @Test
    void nothingIsScoredThatWasUsed() throws IOException {
        Site site = new Site(directory, 1, AdaptationTest::label);
        List<Sample> learned = site.learn(SHARE);

        assertThat(learned).hasSize(LABELS);
        assertThat(learned.subList(LABELS / 2, LABELS))
                .as("what chooses and certifies")
                .allMatch(Sample::audit);
        assertThat(learned.subList(0, LABELS / 2))
                .as("what fits")
                .filteredOn(sample -> !sample.audit())
                .hasSize((int) (SHARE * LABELS));
        long newest = learned.get(LABELS - 1).time();
        List<Sample> later = site.stream(LATER);
        assertThat(later).allMatch(sample -> sample.time() > newest);
        // the same samples again and the later ones: only the later ones count, all of them chosen at random
        List<Sample> mixed = new ArrayList<>(learned);
        later.stream().limit(300).forEach(mixed::add);
        site.profile("mixed", mixed);
        Drift drift = site.drift("mixed");
        assertThat(drift.samples()).isEqualTo(300);
        assertThat(drift.since()).isEqualTo(newest);
    }

    @Test
    void aChangeIsNoticedAndNoChangeIsNot() throws IOException {
        Site site = new Site(directory, 2, AdaptationTest::label);
        site.learn(SHARE);

        site.profile("same", site.stream(200));
        assertThat(site.drift("same").targets()).singleElement().satisfies(target -> {
            assertThat(target.target()).isEqualTo("label");
            assertThat(target.drifted()).isFalse();
            assertThat(target.audited().samples()).isEqualTo(200);
        });

        site.truth = value -> value > .5 ? 0 : label(value);
        site.profile("changed", site.stream(200));
        TargetDrift changed = site.drift("changed").targets().get(0);
        assertThat(changed.drifted()).isTrue();
        assertThat(changed.pValue()).isLessThanOrEqualTo(.01);
        assertThat(changed.audited().value()).isLessThan(changed.certified().value() - .15);

        site.profile("few", site.stream(19));
        assertThat(site.drift("few").targets()).as("too few to tell").isEmpty();
    }

    /** 5 % are of class 2, where the two others meet. */
    private static int label(float value) {
        return Math.abs(value) < .05 ? 2 : value > 0 ? 1 : 0;
    }

    /** One stream, one pod, one store. */
    private static final class Site {
        private static final Set<String> ACTIVE = Set.of("sensor");
        private final Store store;
        private final Random random;
        private final SampleTable table = new SampleTable();
        private Function<Float, Integer> truth;
        private long now;

        Site(Path directory, long seed, Function<Float, Integer> truth) {
            this.store = new Store(directory);
            this.random = new Random(seed);
            this.truth = truth;
        }

        /** Learns from chance first, serves a while with that, and learns again. */
        List<Sample> learn(double informativeShare) throws IOException {
            List<Sample> first = stream(LABELS);
            profile("first", first);
            train("first");
            Predictor served = served();
            List<Sample> stream = stream(STREAM);
            try (Sampler sampler = new Sampler(
                    store.samples(),
                    "pod",
                    new SamplingRule(LABELS, RETENTION, informativeShare, .05),
                    new SimpleMeterRegistry(),
                    Clock.systemUTC())) {
                sampler.start();
                sampler.offer(1, time -> stream.stream()
                        .map(sample -> new Candidate(sample, Map.of("label", doubt(served, sample))))
                        .toList());
            }
            List<Sample> kept = new MergedSamples().merge(store.samples().readAll());
            List<Sample> chosen = new ProfileMix(LABELS, informativeShare).choose(kept);
            profile("second", chosen);
            train("second");
            return chosen;
        }

        /** The next of the stream, one each second. */
        List<Sample> stream(int samples) {
            List<Sample> stream = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                now += 1000;
                float value = 2 * random.nextFloat() - 1;
                stream.add(new Sample(now, new TreeMap<>(Map.of("x", NpyArray.of(new float[] {value}, 1)))));
            }
            return stream;
        }

        /** Runs both models on samples. */
        void profile(String name, List<Sample> samples) throws IOException {
            ProfileStore.Outcome done = new ProfileStore.Outcome(true, 1);
            store.profiles().freeze(name, table.stack(samples));
            float[][] sensor =
                    samples.stream().map(sample -> new float[] {value(sample)}).toArray(float[][]::new);
            float[][] labels = samples.stream()
                    .map(sample -> {
                        float[] label = new float[3];
                        label[truth.apply(value(sample))] = 1;
                        return label;
                    })
                    .toArray(float[][]::new);
            store.profiles().writeOutput(name, "sensor", Scene.array(sensor), done);
            store.profiles().writeOutput(name, "label", Scene.array(labels), done);
        }

        /** How the second training does on later samples of some labels. */
        Estimate later(Function<Integer, Boolean> which) throws IOException {
            List<Sample> later = stream(LATER).stream()
                    .filter(sample -> which.apply(truth.apply(value(sample))))
                    .toList();
            String name = "later" + now;
            profile(name, later);
            return drift(name).targets().get(0).audited();
        }

        Drift drift(String profile) {
            return new StoredEvaluator(store).drift("second", profile, Ladder.ARTICLE, ACTIVE);
        }

        private void train(String profile) throws IOException {
            Scene scene = new Scene()
                    .epochs(200)
                    .with("sensor", Task.REGRESSION, MetricType.WITHIN_TOLERANCE, new float[1][1])
                    .with("label", Task.SINGLE_LABEL, MetricType.ACCURACY, new float[1][3]);
            String json = JsonFormat.printer()
                    .print(scene.plan(profile, 1).toBuilder().clearJoint().build());
            new TrainingRun(store, new Torch(), Clock.systemUTC(), line -> {}).run(Plan.parse(json), json);
        }

        private Predictor served() throws IOException {
            String digest = new StoredEvaluator(store)
                    .report("first").orElseThrow().getLinksList().stream()
                            .filter(link -> link.getTarget().equals("label"))
                            .findFirst()
                            .orElseThrow()
                            .getArtifact();
            return new PredictorLoader(store.artifacts()).load("label", new Digest(digest), List.of("sensor"));
        }

        private static double doubt(Predictor served, Sample sample) {
            float[] answer = new float[3];
            List<float[]> outputs = List.of(new float[] {value(sample)});
            served.predict(outputs, 1, answer);
            return Uncertainty.OF_ANSWER.of(served, outputs, 1, answer)[0];
        }

        private static float value(Sample sample) {
            return sample.inputs().get("x").floats()[0];
        }
    }
}
