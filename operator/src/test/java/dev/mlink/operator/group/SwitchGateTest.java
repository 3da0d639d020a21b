package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.admin.v1alpha1.ActivationSet;
import dev.mlink.admin.v1alpha1.DriftReport;
import dev.mlink.admin.v1alpha1.DriftRequest;
import dev.mlink.admin.v1alpha1.Estimate;
import dev.mlink.admin.v1alpha1.EvaluateRequest;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.Ladder;
import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.admin.v1alpha1.PrepareAcknowledgement;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.RouteAcknowledgement;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.operator.group.SwitchGate.Passage;
import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.observation.Neighbourhood;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.ConfidenceSpec;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.Learning;
import dev.mlink.operator.group.spec.Mode;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.group.spec.TritonService;
import dev.mlink.operator.group.window.Windows;
import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.Candidate;
import dev.mlink.operator.planning.hysteresis.Reluctance;
import dev.mlink.operator.planning.hysteresis.Ruling;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.selection.Exact;
import dev.mlink.operator.planning.selection.PairPerformances;
import dev.mlink.operator.planning.selection.Selection;
import dev.mlink.operator.planning.selection.SelectionProblem;
import dev.mlink.operator.planning.selection.Strategy;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Models a, b and c of which one is active: how well each set does is what {@link Runtime} says. */
class SwitchGateTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String INPUT = "what the choice depends on";

    private final Runtime runtime = new Runtime();
    private final SelectionProblem problem = new SelectionProblem(
            List.of(candidate("a"), candidate("b"), candidate("c")),
            new Budget(10),
            new PairPerformances(Map.of(), Map.of()));
    private Set<String> inForce = Set.of("b");
    private Duration age = Duration.ofHours(1);

    @Test
    void aClearGainSwitches() {
        Passage passage = pass(INPUT);

        assertThat(passage.selection().set()).containsExactly("a");
        assertThat(passage.ruling()).hasValueSatisfying(ruling -> assertThat(ruling)
                .isEqualTo(new Ruling.Switch("gains 0.100 (95 %: +-0.020) over the set before")));
        assertThat(runtime.weights).isEqualTo(Map.of("a", .25, "b", .25, "c", .5));
    }

    @Test
    void aGainWithinItsIntervalKeepsTheSetWithItsOwnFiguresAndReasons() {
        runtime.margin = .2;

        Passage passage = pass(INPUT);

        assertThat(passage.selection().set()).containsExactly("b");
        assertThat(passage.selection().objective()).isCloseTo((1 + .6 + .6) / 3, within(1e-9));
        assertThat(passage.selection().verdicts().get(0).reason()).startsWith("not in the set in force");
        assertThat(passage.ruling()).containsInstanceOf(Ruling.Keep.class);
        assertThat(passage.ruling().orElseThrow().reason())
                .isEqualTo("a would gain 0.100, within what chance does on 75 samples (95 %: +-0.200)");
    }

    @Test
    void theSetHasToHaveBeenThereForAWhile() {
        age = Duration.ofMinutes(4);
        assertThat(pass(INPUT).ruling().orElseThrow().reason()).contains("4m old", "minimumDwell 10m");
    }

    @Test
    void anotherSpecBudgetOrModelOverridesAll() {
        runtime.margin = .2;
        age = Duration.ZERO;

        assertThat(pass("something else").ruling()).isEmpty();
        assertThat(pass("something else").selection().set()).containsExactly("a");
        inForce = Set.of("gone");
        assertThat(pass(INPUT).selection().set()).containsExactly("a");
    }

    @Test
    void anOlderRuntimeThatDoesNotCompareIsTakenAtItsIntervals() {
        runtime.compares = false;
        runtime.halfWidth = .1;

        // two targets of each set are predicted; c weighs half, the others a quarter
        double margin = .1 * Math.sqrt(.25 * .25 + .5 * .5 + .25 * .25 + .5 * .5);
        assertThat(pass(INPUT).ruling().orElseThrow().reason())
                .isEqualTo(String.format("gains 0.133 (95 %%: +-%.3f) over the set before", margin)
                        .replace(',', '.'));
    }

    private Passage pass(String fingerprint) {
        var measured = new MeasuredPerformances(
                runtime, RuntimeAddress.plain("10.0.0.2", 9001, "token"), "p1", Ladder.FULL, report(), Map.of());
        var challenger = (Selection) new Exact().select(problem, measured);
        return new SwitchGate(seen(), problem, measured, measured).pass(challenger, fingerprint);
    }

    private Observation seen() {
        GroupMemory memory = GroupMemory.EMPTY
                .withSelection(new GroupMemory.Selected(
                        "p0", INPUT, "EXACT", inForce, .7, .7, .8, Map.of(), Map.of(), NOON.minus(age)))
                .withTarget(
                        new GroupMemory.Target(inForce, Set.of(), "best", Set.of(), NOON.minus(age), Optional.empty()));
        return new Observation(
                spec(),
                memory,
                List.of(),
                Set.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new JobState.Absent(),
                Neighbourhood.NONE,
                NOON);
    }

    private static GroupSpec spec() {
        return new GroupSpec(
                "ns",
                "group",
                "uid",
                1,
                new TritonService("triton", 8001, 8000, 8002, false),
                Optional.empty(),
                Devices.whole(new Budget(10)),
                List.of(model("a", 1), model("b", 1), model("c", 2)),
                true,
                new Learning(LinkTraining.getDefaultInstance(), Optional.empty(), Ladder.FULL),
                Duration.ofHours(1),
                500,
                Strategy.EXACT,
                new Reluctance(.005, Duration.ofMinutes(10)),
                Windows.ALWAYS,
                Mode.ACTIVE,
                false);
    }

    private static ModelSpec model(String name, double weight) {
        return new ModelSpec(
                name,
                Map.of(),
                Output.getDefaultInstance(),
                weight,
                false,
                OptionalDouble.empty(),
                ConfidenceSpec.NONE,
                OptionalLong.of(10),
                Optional.empty());
    }

    private static Candidate candidate(String name) {
        return new Candidate(name, 10, 1, false, OptionalDouble.empty());
    }

    private static TrainingReport report() {
        TrainingReport.Builder report = TrainingReport.newBuilder();
        List.of("a", "b", "c").forEach(model -> report.addTargetsBuilder().setTarget(model));
        return report.build();
    }

    /** With a active the others are predicted at .8, else at .6. */
    private static final class Runtime implements RuntimeControl {
        double margin = .02;
        double halfWidth;
        boolean compares = true;
        Map<String, Double> weights = Map.of();

        @Override
        public RuntimeReply<EvaluateResponse> evaluate(RuntimeAddress pod, EvaluateRequest request) {
            weights = request.getWeightsMap().isEmpty() ? weights : request.getWeightsMap();
            List<EvaluateResponse.Set> sets = new ArrayList<>();
            for (ActivationSet set : request.getSetsList()) {
                EvaluateResponse.Set.Builder answer = EvaluateResponse.Set.newBuilder();
                List.of("a", "b", "c").stream()
                        .filter(model -> !set.getModelsList().contains(model))
                        .forEach(model -> answer.addTargets(
                                target(model, set.getModelsList().contains("a") ? .8 : .6)));
                if (compares && request.getWeightsCount() > 0) {
                    answer.getLeadBuilder().setGain(.1).setMargin(margin).setSamples(75);
                }
                sets.add(answer.build());
            }
            return new RuntimeReply.Answered<>(
                    EvaluateResponse.newBuilder().addAllSets(sets).build());
        }

        private EvaluateResponse.Target target(String model, double performance) {
            return EvaluateResponse.Target.newBuilder()
                    .setTarget(model)
                    .setSelection(performance)
                    .setPerformance(Estimate.newBuilder()
                            .setValue(performance)
                            .setLower(performance - halfWidth)
                            .setUpper(performance + halfWidth)
                            .setSamples(175))
                    .build();
        }

        @Override
        public RuntimeReply<RuntimeStatus> status(RuntimeAddress pod, String profile, String training) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<RouteAcknowledgement> route(RuntimeAddress pod, RoutingTable table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<PrepareAcknowledgement> prepare(RuntimeAddress pod, RoutingTable table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<ProfileProgress> profile(RuntimeAddress pod, ProfileRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<TrainingReport> training(RuntimeAddress pod, String training) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RuntimeReply<DriftReport> drift(RuntimeAddress pod, DriftRequest request) {
            throw new UnsupportedOperationException();
        }
    }
}
