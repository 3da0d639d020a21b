package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.Metric;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.runtime.store.ElementType;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.ProfileStore;
import dev.mlink.runtime.store.Samples;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A few made-up models with their outputs on the same samples, as a profile in a store and as a plan that links each to
 * each.
 */
public final class Scene {
    private final Map<String, Output> outputs = new LinkedHashMap<>();
    private final Map<String, NpyArray> rows = new LinkedHashMap<>();
    private List<String> streams = List.of("");
    private int interval;
    private LinkTraining training = LinkTraining.newBuilder()
            .setEpochs(100)
            .setBatchSize(32)
            .setLearningRate(.01)
            .setOptimizer("RMSprop")
            .build();

    /** Adds a model. */
    public Scene with(String model, Task task, MetricType metric, float[][] answers) {
        return with(model, task, metric, .5, array(answers));
    }

    /** Adds a model that answers with texts. */
    public Scene withTexts(String model, List<String> answers) {
        return with(model, Task.TEXT, MetricType.WORD_ACCURACY, 0, texts(answers));
    }

    private Scene with(String model, Task task, MetricType metric, double tolerance, NpyArray answers) {
        outputs.put(
                model,
                Output.newBuilder()
                        .setTensor("output")
                        .setTask(task)
                        .setMetric(Metric.newBuilder().setType(metric).setTolerance(tolerance))
                        .build());
        rows.put(model, answers);
        return this;
    }

    /** Names these streams in turn, and puts this many samples between two profiles. */
    public Scene streams(int samplesBetweenProfiles, String... names) {
        streams = List.of(names);
        interval = samplesBetweenProfiles;
        return this;
    }

    public Scene epochs(int epochs) {
        training = training.toBuilder().setEpochs(epochs).build();
        return this;
    }

    public Scene learningRate(double rate) {
        training = training.toBuilder().setLearningRate(rate).build();
        return this;
    }

    /** Writes the outputs as a finished profile whose first sample arrived at this time, one each millisecond. */
    public Scene profiled(Store store, String profile, long start) throws IOException {
        ProfileStore profiles = store.profiles();
        int samples = rows.values().iterator().next().rows();
        long[] times = LongStream.range(start, start + samples).toArray();
        float[] inputs = new float[samples];
        for (int i = 0; i < samples; i++) {
            inputs[i] = times[i];
        }
        boolean[] audit = new boolean[samples];
        Arrays.fill(audit, true);
        profiles.freeze(
                profile,
                new Samples(
                        Map.of("x", NpyArray.of(inputs, samples, 1)),
                        NpyArray.of(times),
                        NpyArray.of(audit),
                        NpyArray.ofTexts(IntStream.range(0, samples)
                                .mapToObj(sample -> streams.get(sample % streams.size()))
                                .toList())));
        for (Map.Entry<String, NpyArray> model : rows.entrySet()) {
            ProfileStore.Outcome done = new ProfileStore.Outcome(true, 1);
            profiles.writeOutput(profile, model.getKey(), model.getValue(), done);
        }
        return this;
    }

    /** Links each model to each other one. */
    public TrainingPlan plan(String profile, long seed) {
        TrainingPlan.Builder plan = TrainingPlan.newBuilder()
                .setFormat(1)
                .setGroup("scene")
                .setProfile(profile)
                .setSeed(seed)
                .setProfilingInterval(interval)
                .setEnsembles(training)
                .setJoint(training.toBuilder()
                        .setOptimizer("Adam")
                        .setLearningRate(.003)
                        .setHidden(32));
        outputs.forEach(
                (model, output) -> plan.addModelsBuilder().setModel(model).setOutput(output));
        for (String source : outputs.keySet()) {
            for (String target : outputs.keySet()) {
                if (!source.equals(target)) {
                    plan.addLinksBuilder().setSource(source).setTarget(target).setTraining(training);
                }
            }
        }
        return plan.build();
    }

    /** Texts as a profile keeps them: byte strings, padded with zeros. */
    public static NpyArray texts(List<String> texts) {
        List<byte[]> bytes = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int width = bytes.stream().mapToInt(text -> text.length).max().orElseThrow();
        ElementType type = ElementType.bytes(width);
        byte[] data = new byte[type.size() * texts.size()];
        for (int i = 0; i < bytes.size(); i++) {
            System.arraycopy(bytes.get(i), 0, data, i * type.size(), bytes.get(i).length);
        }
        return new NpyArray(type, List.of(texts.size(), 1), data);
    }

    public static NpyArray array(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * width, width);
        }
        return NpyArray.of(flat, rows.length, width);
    }
}
