package dev.mlink.operator.group.spec;

import dev.mlink.admin.v1alpha1.PredictorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a group remembers between two passes, all of it in the resource's status: a new leader goes on from here.
 *
 * @param found per endpoint, the group's models that were loaded before our first action there
 * @param target the activation set that the cluster is being brought to
 * @param profile the newest profile
 * @param training the newest training
 * @param selection the newest decision
 * @param failures models that could not be loaded; they are left out until the next period or the next spec
 * @param costs measured ones
 * @param measuring the model whose memory is being measured
 * @param estimates how well the models that are not executed are predicted
 * @param drift whether what was learned still held when it was last tested
 * @param standing how far the operator goes with the group now
 * @param pressures how often active models are to be loaded, and how their queues have been
 * @param loads the longest that Triton took to load each model
 */
public record GroupMemory(
        Map<String, Set<String>> found,
        Optional<Target> target,
        Optional<Profile> profile,
        Optional<Training> training,
        Optional<Selected> selection,
        Map<String, LoadFailure> failures,
        Map<String, MeasuredCost> costs,
        Optional<Measuring> measuring,
        Map<String, Estimate> estimates,
        Optional<Drift> drift,
        Standing standing,
        Map<String, Pressure> pressures,
        Map<String, Duration> loads) {

    /** A load has to take longer than known by this factor to be remembered: status is not rewritten for less. */
    private static final double NOTABLY_LONGER = 1.25;

    private static final long TENTH = 100;

    public static final GroupMemory EMPTY = new GroupMemory(
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Standing.FIRST,
            Map.of(),
            Map.of());

    /** How far something long has come. */
    public enum Progress {
        RUNNING,
        COMPLETE,
        FAILED
    }

    /**
     * @param models the activation set
     * @param leaving models that left the group and are still to be unloaded
     * @param reason one sentence: why this set
     * @param moved models that are loaded or unloaded for it
     * @param ended when all of them were where they belong
     */
    public record Target(
            Set<String> models,
            Set<String> leaving,
            String reason,
            Set<String> moved,
            Instant since,
            Optional<Instant> ended) {

        public Target {
            models = Set.copyOf(models);
            leaving = Set.copyOf(leaving);
            moved = Set.copyOf(moved);
        }

        public Target ended(Instant at) {
            return new Target(models, leaving, reason, moved, since, Optional.of(at));
        }
    }

    /**
     * @param id names it in the store
     * @param models what it was started for
     * @param failed models that could not be profiled, with the reason
     * @param outputs what each model's output was, once it is complete
     * @param samples frozen
     * @param swaps what its turns have cost so far
     * @param demanded asked for by hand: nothing of it waits for a window
     */
    public record Profile(
            String id,
            Set<String> models,
            Map<String, String> failed,
            Map<String, String> outputs,
            int samples,
            Progress progress,
            Swaps swaps,
            boolean demanded,
            Instant startedAt,
            Optional<Instant> completedAt) {

        public Profile {
            models = Set.copyOf(models);
            failed = Map.copyOf(failed);
            outputs = Map.copyOf(outputs);
        }

        /** The models whose outputs it holds once it is complete. */
        public Set<String> profiled() {
            return models.stream().filter(model -> !failed.containsKey(model)).collect(Collectors.toUnmodifiableSet());
        }

        public Profile withFailed(String model, String reason) {
            Map<String, String> more = new TreeMap<>(failed);
            more.put(model, reason);
            return new Profile(id, models, more, outputs, samples, progress, swaps, demanded, startedAt, completedAt);
        }

        public Profile withSwaps(Swaps value) {
            return new Profile(id, models, failed, outputs, samples, progress, value, demanded, startedAt, completedAt);
        }

        public Profile ended(Progress how, Map<String, String> answered, int frozen, Instant at) {
            return new Profile(
                    id, models, failed, answered, frozen, how, swaps.ended(at), demanded, startedAt, Optional.of(at));
        }
    }

    /**
     * @param id the profile it learns from
     * @param reason why it failed; empty otherwise
     * @param pieces how many were seen done
     */
    public record Training(String id, Progress progress, String reason, int pieces, Instant startedAt) {

        public Training ended(Progress how, String why) {
            return new Training(id, how, why, pieces, startedAt);
        }

        public Training done(int more) {
            return new Training(id, progress, reason, more, startedAt);
        }
    }

    /**
     * @param training whose predictors it counts on
     * @param fingerprint of everything else that the decision depends on
     * @param objective measured F of the set on selection samples
     * @param surrogate its facility-location value, and the certified bound on the best there is
     * @param outputs what each model's output was when that training's profile was taken
     * @param reasons per model, one sentence why it is in or out
     */
    public record Selected(
            String training,
            String fingerprint,
            String strategy,
            Set<String> models,
            double objective,
            double surrogate,
            double upperBound,
            Map<String, String> outputs,
            Map<String, String> reasons,
            Instant selectedAt) {

        public Selected {
            models = Set.copyOf(models);
            outputs = Map.copyOf(outputs);
            reasons = Map.copyOf(reasons);
        }
    }

    /** @param generation of the spec under which the load failed */
    public record LoadFailure(String reason, long generation, Instant at) {}

    /** A predictor that could answer; see {@code mlink.admin.v1alpha1.EvaluateResponse}. */
    public record Rung(PredictorKind predictor, List<String> sources, double selection, double performance) {

        public Rung {
            sources = List.copyOf(sources);
        }
    }

    /**
     * On certification samples; see {@code mlink.admin.v1alpha1.EvaluateResponse}.
     *
     * @param rungs every predictor that could answer, from simple to rich
     * @param unlinkable none of those that read active models beats the best constant
     */
    public record Estimate(
            double performance,
            double lower,
            double upper,
            double prior,
            int samples,
            List<Rung> rungs,
            boolean unlinkable) {

        public Estimate {
            rungs = List.copyOf(rungs);
        }

        /** (performance - prior) / (1 - prior); 0 where the prior cannot be beaten. */
        public double skill() {
            return prior >= 1 ? 0 : (performance - prior) / (1 - prior);
        }
    }

    public GroupMemory {
        found = Map.copyOf(found);
        failures = Map.copyOf(failures);
        costs = Map.copyOf(costs);
        estimates = Map.copyOf(estimates);
        pressures = Map.copyOf(pressures);
        loads = Map.copyOf(loads);
    }

    /** How long its loads are waited for. */
    public LoadPatience patience(String model) {
        return new LoadPatience(Optional.ofNullable(loads.get(model)));
    }

    /** With a load that took so long, rounded up to tenths of a second. */
    public GroupMemory withLoad(String model, Duration took) {
        Duration rounded = Duration.ofMillis((took.toMillis() / TENTH + 1) * TENTH);
        Duration known = loads.getOrDefault(model, Duration.ZERO);
        if (rounded.toMillis() <= known.toMillis() * NOTABLY_LONGER) {
            return this;
        }
        Map<String, Duration> more = new TreeMap<>(loads);
        more.put(model, rounded);
        return with(draft -> draft.loads = more);
    }

    public GroupMemory withFound(Map<String, Set<String>> value) {
        return with(draft -> draft.found = value);
    }

    public GroupMemory withTarget(Target value) {
        return with(draft -> draft.target = Optional.of(value));
    }

    public GroupMemory withProfile(Profile value) {
        return with(draft -> draft.profile = Optional.of(value));
    }

    public GroupMemory withTraining(Training value) {
        return with(draft -> draft.training = Optional.of(value));
    }

    public GroupMemory withSelection(Selected value) {
        return with(draft -> draft.selection = Optional.of(value));
    }

    public GroupMemory withFailure(String model, LoadFailure failure) {
        Map<String, LoadFailure> more = new TreeMap<>(failures);
        more.put(model, failure);
        return with(draft -> draft.failures = more);
    }

    public GroupMemory withCosts(Map<String, MeasuredCost> value) {
        return with(draft -> draft.costs = value);
    }

    public GroupMemory withMeasuring(Optional<Measuring> value) {
        return with(draft -> draft.measuring = value);
    }

    public GroupMemory withEstimates(Map<String, Estimate> value) {
        return with(draft -> draft.estimates = value);
    }

    public GroupMemory withDrift(Drift value) {
        return with(draft -> draft.drift = Optional.of(value));
    }

    public GroupMemory withStanding(Standing value) {
        return with(draft -> draft.standing = value);
    }

    public GroupMemory withPressures(Map<String, Pressure> value) {
        return with(draft -> draft.pressures = value);
    }

    private GroupMemory with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A memory that is being rewritten: the one place that names all of its parts. */
    private static final class Draft {
        private Map<String, Set<String>> found;
        private Optional<Target> target;
        private Optional<Profile> profile;
        private Optional<Training> training;
        private Optional<Selected> selection;
        private Map<String, LoadFailure> failures;
        private Map<String, MeasuredCost> costs;
        private Optional<Measuring> measuring;
        private Map<String, Estimate> estimates;
        private Optional<Drift> drift;
        private Standing standing;
        private Map<String, Pressure> pressures;
        private Map<String, Duration> loads;

        private Draft(GroupMemory before) {
            found = before.found;
            target = before.target;
            profile = before.profile;
            training = before.training;
            selection = before.selection;
            failures = before.failures;
            costs = before.costs;
            measuring = before.measuring;
            estimates = before.estimates;
            drift = before.drift;
            standing = before.standing;
            pressures = before.pressures;
            loads = before.loads;
        }

        private GroupMemory finished() {
            return new GroupMemory(
                    found, target, profile, training, selection, failures, costs, measuring, estimates, drift, standing,
                    pressures, loads);
        }
    }
}
