package dev.mlink.operator.group.decision;

import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.Ladder;
import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.Metric;
import dev.mlink.admin.v1alpha1.MetricType;
import dev.mlink.admin.v1alpha1.Output;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.Task;
import dev.mlink.admin.v1alpha1.TrainingProgress;
import dev.mlink.operator.group.observation.EscalationEndpoint;
import dev.mlink.operator.group.observation.InstanceGroups;
import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.observation.Neighbourhood;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.spec.ConfidenceSpec;
import dev.mlink.operator.group.spec.Drift;
import dev.mlink.operator.group.spec.EscalationService;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.Learning;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.group.spec.Measuring.Exercised;
import dev.mlink.operator.group.spec.Mode;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.group.spec.TritonService;
import dev.mlink.operator.group.window.Windows;
import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.hysteresis.Reluctance;
import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.planning.instances.InstanceRange;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.planning.selection.Strategy;
import dev.mlink.operator.runtime.RuntimeAddress;
import dev.mlink.operator.runtime.RuntimeReply;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A small world to decide on: models a (400), b (120), c (160) of a budget of 560 MiB on one Triton, one runtime pod. A
 * test sets the stage and asks for the plan; {@link #play} also does what the plan says, as the real world would.
 */
final class Scene {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final String TRITON = "triton-0";

    final Map<String, Integer> mebibytes = new TreeMap<>(Map.of("a", 400, "b", 120, "c", 160));
    final SceneTriton triton = new SceneTriton();
    final List<LinkDeclaration> links = new ArrayList<>();
    final Set<String> profiled = new TreeSet<>();
    final Map<String, InstanceRange> instances = new HashMap<>();
    final Map<String, Backlog> backlogs = new HashMap<>();
    /** In place of what is simulated here. */
    Optional<WireTriton> wire = Optional.empty();

    Optional<String> tritonDown = Optional.empty();
    /** Why the servers of a Triton of the group's own are not ready; empty where the Triton is the user's, and is. */
    Optional<List<String>> starting = Optional.empty();

    GroupMemory memory = GroupMemory.EMPTY;
    Optional<Published> published = Optional.empty();
    JobState job = new JobState.Absent();
    Optional<TrainingProgress> trained = Optional.empty();
    Optional<EscalationService> escalation = Optional.empty();
    List<EscalationEndpoint> large = List.of();
    ConfidenceSpec confidence = ConfidenceSpec.NONE;
    /** What a selection comes to. */
    Set<String> best = Set.of("a", "b");

    Map<String, Drift.Loss> losses = Map.of();
    /** For how long models have been seen LOADING or UNLOADING. */
    Map<String, Duration> inTransit = Map.of();

    Neighbourhood neighbours = Neighbourhood.NONE;
    final SimulatedMeter meter = new SimulatedMeter();
    /** What models say to zeros; empty where they answer. */
    String refusal = "";

    Windows windows = Windows.ALWAYS;
    Mode mode = Mode.ACTIVE;
    boolean rescheduleAsked;
    /** Whether a model that is to be profiled gets anywhere. */
    boolean profiles = true;

    boolean declared = true;
    long samples;
    long generation = 1;
    long budget = 560L << 20;
    Optional<Devices> devices = Optional.empty();
    Instant now = NOON;
    long acknowledged;

    GroupSpec spec() {
        return new GroupSpec(
                "ns",
                "group",
                "uid",
                generation,
                new TritonService("triton", 8001, 8000, 8002, starting.isPresent()),
                escalation,
                devices.orElseGet(() -> Devices.whole(new Budget(budget))),
                mebibytes.entrySet().stream().map(this::model).toList(),
                false,
                new Learning(LinkTraining.getDefaultInstance(), Optional.empty(), Ladder.FULL),
                Duration.ofHours(1),
                500,
                Strategy.EXACT,
                new Reluctance(.005, Duration.ofMinutes(10)),
                windows,
                mode,
                rescheduleAsked);
    }

    private ModelSpec model(Map.Entry<String, Integer> model) {
        Output output = Output.newBuilder()
                .setTensor("Y")
                .setTask(Task.SINGLE_LABEL)
                .setMetric(Metric.newBuilder().setType(MetricType.ACCURACY))
                .build();
        return new ModelSpec(
                model.getKey(),
                Map.of(),
                output,
                1,
                false,
                OptionalDouble.empty(),
                confidence,
                declared ? OptionalLong.of((long) model.getValue() << 20) : OptionalLong.empty(),
                Optional.ofNullable(instances.get(model.getKey())));
    }

    Observation look() {
        return new Observation(
                spec(),
                memory,
                links,
                Set.of(),
                published,
                List.of(pod()),
                starting.isPresent() ? List.of() : List.of(endpoint()),
                starting.orElse(List.of()),
                large,
                job,
                neighbours,
                now);
    }

    Plan plan() {
        return new Decider().decide(look());
    }

    private TritonEndpoint endpoint() {
        if (wire.isPresent()) {
            return wire.get().look(TRITON, new InstanceGroups(spec().devices()), backlogs);
        }
        Map<String, ModelDescription> descriptions = new HashMap<>();
        triton.ready().stream()
                .filter(model -> mebibytes.containsKey(model) && !described(model)) // as the observer does
                .forEach(model -> descriptions.put(model, triton.description(model)));
        TritonReply<RepositoryIndex> reply = tritonDown.isPresent()
                ? new TritonReply.Unreachable<>(tritonDown.get())
                : new TritonReply.Ok<>(triton.index());
        return new TritonEndpoint(
                TRITON,
                new TritonAddress("10.0.0.1", 8001),
                8000,
                reply,
                meter.read(loadedMebibytes(), now),
                descriptions,
                Map.of(),
                backlogs,
                inTransit);
    }

    private int loadedMebibytes() {
        return loaded().stream().mapToInt(mebibytes::get).sum();
    }

    private boolean described(String model) {
        return published.stream()
                .flatMap(table -> table.table().getModelsList().stream())
                .anyMatch(route -> route.getModel().equals(model)
                        && route.getState() == RouteState.EXACT
                        && route.getVersion().equals(triton.version(model)));
    }

    private RuntimePod pod() {
        RuntimeStatus.Builder status = RuntimeStatus.newBuilder()
                .setGroupUid("uid")
                .setEpoch(acknowledged)
                .setSamples(samples);
        trained.ifPresent(status::setTraining);
        memory.profile().ifPresent(profile -> {
            ProfileProgress.Builder progress =
                    ProfileProgress.newBuilder().setProfile(profile.id()).setSamples(500);
            profiled.forEach(model -> progress.addModels(
                    ProfileProgress.ModelProgress.newBuilder().setModel(model).setComplete(true)));
            status.setProfile(progress);
        });
        return new RuntimePod(
                "runtime-0",
                RuntimeAddress.plain("10.0.0.2", 9001, "token"),
                true,
                false,
                NOON,
                new RuntimeReply.Answered<>(status.build()));
    }

    /** Does what the next plan says and returns its steps. */
    List<Step> play() {
        Plan plan = plan();
        meter.answering = false;
        for (Step step : plan.steps()) {
            if (step instanceof Step.LookAt look && !arrived(look)) {
                break;
            }
            happen(step);
        }
        now = now.plusMillis(Math.max(100, plan.nextLook().toMillis()));
        return plan.steps();
    }

    private boolean arrived(Step.LookAt look) {
        return look.places().stream().allMatch(place -> triton.states.get(place.model()) == ModelState.READY);
    }

    void happen(Step step) {
        if (step instanceof Step.Remember remember) {
            memory = remember.memory();
        } else if (step instanceof Step.Load load) {
            wire.ifPresent(gpus -> gpus.load(load.model()));
            if (!triton.load(load.model())) {
                memory = memory.withFailure(load.model(), new GroupMemory.LoadFailure("no such file", generation, now));
            }
        } else if (step instanceof Step.LoadAt load) {
            triton.states.put(load.model(), ModelState.READY);
            place(load.model(), load.seat());
        } else if (step instanceof Step.Shift shift) {
            place(shift.model(), shift.seat());
        } else if (step instanceof Step.Unload unload) {
            triton.unload(unload.model());
            wire.ifPresent(gpus -> gpus.unload(unload.model()));
            meter.unloaded(unload.model());
        } else if (step instanceof Step.UnloadAlone unload) {
            triton.unloadAlone(unload.model());
        } else if (step instanceof Step.Exercise) {
            exercise();
        } else if (step instanceof Step.Publish publish) {
            publish(publish);
        } else if (step instanceof Step.Push) {
            acknowledged = published.orElseThrow().table().getEpoch();
        } else if (step instanceof Step.RunProfile run) {
            profiled.addAll(profiles ? run.models() : Set.of());
        } else if (step instanceof Step.HonourReschedule) {
            rescheduleAsked = false;
        } else if (step instanceof Step.StartTraining) {
            job = new JobState.Succeeded();
        } else if (step instanceof Step.TestDrift test) {
            memory = memory.withDrift(new Drift(test.training(), test.profile(), NOON, 100, losses, "", now));
        } else if (step instanceof Step.TellLinks tell) {
            links.replaceAll(link -> told(link, tell.news().getOrDefault(link.name(), link.progress())));
        } else if (step instanceof Step.ReportLinks report) {
            report(new Outdated(look(), Optional.of(report.training())).models().keySet());
        } else if (step instanceof Step.Select select) {
            selected(select, best);
        } else if (step instanceof Step.Propose propose) {
            GroupMemory before = memory;
            selected(new Step.Select(propose.training(), propose.fingerprint()), best);
            GroupMemory chosen = memory;
            memory = before;
            memory = before.withStanding(before.standing().proposing(new DryRun(look()).proposal(chosen)));
        }
    }

    private void place(String model, Seat seat) {
        ModelConfig known = new Tables(look()).known(model).orElseThrow();
        wire.orElseThrow().load(new InstanceGroups(spec().devices()).placed(known, seat));
    }

    private void exercise() {
        meter.answering = refusal.isEmpty();
        now = now.plusSeconds(1);
        memory = memory.withMeasuring(memory.measuring()
                .map(measuring -> measuring.exercised().isPresent()
                        ? measuring
                        : measuring.withExercised(
                                meter.answering ? new Exercised(8, .5, 0, "") : new Exercised(0, 0, 0, refusal))));
    }

    private void publish(Step.Publish publish) {
        Optional<String> learned = new Learned(memory).training();
        Map<String, EvaluateResponse.Target> predicted = new HashMap<>();
        Set<String> changed = new Outdated(look()).models().keySet();
        learned.ifPresent(any -> mebibytes.keySet().stream()
                .filter(model -> !changed.contains(model))
                .forEach(model -> predicted.put(
                        model,
                        EvaluateResponse.Target.newBuilder()
                                .setPredictor(Predictor.newBuilder()
                                        .setKind(PredictorKind.PRIOR)
                                        .setPerformance(.5))
                                .build())));
        Tables tables = new Tables(look());
        RoutingTable table =
                tables.of(publish.exact(), predicted, learned.orElse("")).build(tables.nextEpoch());
        published = Optional.of(new Published(table, "1", now));
        acknowledged = table.getEpoch();
    }

    private static LinkDeclaration told(LinkDeclaration link, String progress) {
        return new LinkDeclaration(
                link.name(),
                link.generation(),
                link.source(),
                link.target(),
                link.generated(),
                link.forbid(),
                link.training(),
                link.federation(),
                link.reported(),
                link.outdated(),
                progress,
                link.created());
    }

    private void report(Set<String> outdated) {
        links.replaceAll(link -> new LinkDeclaration(
                link.name(),
                link.generation(),
                link.source(),
                link.target(),
                link.generated(),
                link.forbid(),
                link.training(),
                link.federation(),
                true,
                outdated.contains(link.source()) || outdated.contains(link.target()),
                link.progress(),
                link.created()));
    }

    void selected(Step.Select select, Set<String> set) {
        Map<String, String> outputs = new Outdated(look(), Optional.of(select.training())).learned();
        memory = memory.withSelection(new GroupMemory.Selected(
                        select.training(), select.fingerprint(), "EXACT", set, .9, .9, .9, outputs, Map.of(), now))
                .withTarget(new NewTarget(look()).of(set, "best"));
    }

    /** Plays until nothing but waiting is left, and returns every step on the way. */
    List<Step> playOut() {
        List<Step> all = new ArrayList<>();
        for (int pass = 0; pass < 200; pass++) {
            List<Step> steps = play();
            if (steps.isEmpty()) {
                return all;
            }
            all.addAll(steps);
        }
        throw new AssertionError("no end in 200 passes; the last steps: " + all.subList(all.size() - 10, all.size()));
    }

    /** What is loaded of the group. */
    Set<String> loaded() {
        Set<String> loaded = new TreeSet<>();
        mebibytes.keySet().stream()
                .filter(model -> triton.states.get(model) == ModelState.READY)
                .forEach(loaded::add);
        return loaded;
    }
}
