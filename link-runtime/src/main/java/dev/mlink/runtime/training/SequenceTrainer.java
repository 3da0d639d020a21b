package dev.mlink.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import dev.mlink.runtime.evaluation.Observations;
import dev.mlink.runtime.prediction.Words;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Vocabulary;
import dev.mlink.runtime.training.NetworkTrainer.Fitted;
import dev.mlink.runtime.training.SequenceExamples.Side;
import dev.mlink.runtime.training.sequence.SequenceNetwork;
import dev.mlink.runtime.training.sequence.VectorToWordsNetwork;
import dev.mlink.runtime.training.sequence.WordLoss;
import dev.mlink.runtime.training.sequence.WordsToVectorNetwork;
import dev.mlink.runtime.training.sequence.WordsToWordsNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains links from and to texts, one after the other: their steps cost arithmetic, not calls. */
final class SequenceTrainer {
    /** Of decoders, as the article has it. */
    private static final int DECODER_UNITS = 64;

    private final NetworkTrainer trainer;

    SequenceTrainer(NetworkTrainer trainer) {
        this.trainer = trainer;
    }

    /** Whether a link leads from or to a text. */
    static boolean trains(Plan.Link link, Lesson lesson) {
        return lesson.vocabulary(link.source()).isPresent()
                || lesson.vocabulary(link.target()).isPresent();
    }

    /** @return the repeats that did not diverge, the best on the selection part first */
    List<Artifact> train(Plan plan, Plan.Link link, Lesson lesson) {
        Pair pair = new Pair(link, lesson);
        List<Fitted<Artifact>> attempts = new ArrayList<>();
        for (int repeat = 0; repeat < link.recipe().repeats(); repeat++) {
            attempt(plan, pair, repeat).ifPresent(attempts::add);
        }
        attempts.sort(Comparator.comparing(Fitted::loss));
        return attempts.stream().map(Fitted::weights).toList();
    }

    private Optional<Fitted<Artifact>> attempt(Plan plan, Pair pair, int repeat) {
        long seed = seed(plan, pair.link, repeat);
        SequenceNetwork network = pair.network(seed);
        return trainer.train(
                        new Alone(network),
                        pair.examples(pair.lesson.fitting()),
                        pair.examples(pair.lesson.choosing()),
                        pair.distance(),
                        pair.judgement(),
                        pair.link.recipe(),
                        seed)
                .get(0)
                .map(fitted -> new Fitted<>(pair.artifact(plan, repeat, fitted.weights()), fitted.loss()));
    }

    /** The same for a link whatever else is in the plan, so that a resumed training ends like an uninterrupted one. */
    private static long seed(Plan plan, Plan.Link link, int repeat) {
        return 31 * (31 * plan.seed() + (link.source() + "\n" + link.target()).hashCode()) + repeat;
    }

    private static NDArray unlikelihood(NDList labels, NDList answers) {
        return new WordLoss()
                .of(labels.singletonOrThrow(), answers.singletonOrThrow())
                .reshape(1);
    }

    /** A network that is fitted by itself. */
    private record Alone(SequenceNetwork network) implements Network<Map<String, NpyArray>> {
        @Override
        public Block block() {
            return network.block();
        }

        @Override
        public List<Map<String, NpyArray>> weights() {
            return List.of(network.arrays());
        }
    }

    /** Source and target of one link, at least one of them a text. */
    private static final class Pair {
        private final Plan.Link link;
        private final Lesson lesson;
        private final Optional<Vocabulary> reads;
        private final Optional<Vocabulary> writes;

        Pair(Plan.Link link, Lesson lesson) {
            this.link = link;
            this.lesson = lesson;
            this.reads = lesson.vocabulary(link.source());
            this.writes = lesson.vocabulary(link.target());
        }

        SequenceNetwork network(long seed) {
            double dropout = link.recipe().dropout();
            if (writes.isEmpty()) {
                return new WordsToVectorNetwork(reads.orElseThrow().size(), units(), outputs(), dropout, seed);
            }
            int writable = writes.get().size();
            return reads.<SequenceNetwork>map(
                            words -> new WordsToWordsNetwork(words.size(), writable, units(), dropout, seed))
                    .orElseGet(() -> new VectorToWordsNetwork(writable, units(), dropout, seed));
        }

        SequenceExamples examples(Observations samples) {
            Side source = reads.<Side>map(words -> texts(samples, link.source(), words))
                    .orElseGet(() -> new Side.Numbers(new Matrix(inputs().apply(samples.of(link.source())))));
            Side target = writes.<Side>map(words -> texts(samples, link.target(), words))
                    .orElseGet(() -> new Side.Numbers(
                            new Matrix(lesson.supervision(link.target()).labels(samples.of(link.target())))));
            return new SequenceExamples(source, target);
        }

        /** What steps lessen. */
        Distance distance() {
            return writes.isPresent()
                    ? SequenceTrainer::unlikelihood
                    : lesson.supervision(link.target()).distance();
        }

        /** What chooses the epoch. */
        Distance judgement() {
            return writes.isPresent()
                    ? SequenceTrainer::unlikelihood
                    : lesson.supervision(link.target()).judgement();
        }

        Artifact artifact(Plan plan, int repeat, Map<String, NpyArray> learned) {
            Map<String, NpyArray> arrays = new HashMap<>(learned);
            if (reads.isEmpty()) {
                put(arrays, "input", inputs());
            }
            if (writes.isEmpty()) {
                put(arrays, "target", lesson.supervision(link.target()).scaling());
            }
            return new Artifact(description(plan, repeat), arrays);
        }

        private Description description(Plan plan, int repeat) {
            Map<String, Object> training = new HashMap<>(link.recipe().description());
            training.put("hidden", units());
            training.put("profile", plan.profile());
            training.put("seed", plan.seed());
            training.put("repeat", repeat);
            return new Description(
                    kind(),
                    link.target(),
                    Optional.of(link.source()),
                    plan.models().get(link.target()).task().text(),
                    writes.isPresent()
                            ? Activation.LINEAR
                            : lesson.supervision(link.target()).activation(),
                    Collections.emptySortedMap(),
                    List.of(),
                    reads,
                    writes,
                    training);
        }

        private Description.Kind kind() {
            if (writes.isEmpty()) {
                return Description.Kind.SEQ2VEC;
            }
            return reads.isEmpty() ? Description.Kind.VEC2SEQ : Description.Kind.SEQ2SEQ;
        }

        private int units() {
            if (writes.isEmpty()) {
                return link.recipe().units(outputs());
            }
            return link.recipe().hidden() > 0 ? link.recipe().hidden() : DECODER_UNITS;
        }

        private int outputs() {
            return lesson.supervision(link.target()).scaling().mean().length;
        }

        private Scaling inputs() {
            return Scaling.of(lesson.fitting().of(link.source()));
        }

        private static Side texts(Observations samples, String model, Vocabulary words) {
            return new Side.Texts(samples.of(model, new Words(words)));
        }

        private static void put(Map<String, NpyArray> arrays, String side, Scaling scaling) {
            int width = scaling.mean().length;
            arrays.put(side + "_mean", NpyArray.of(scaling.mean(), width));
            arrays.put(side + "_scale", NpyArray.of(scaling.scale(), width));
        }
    }
}
