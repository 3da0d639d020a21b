package dev.mlink.operator.group.decision;

import dev.mlink.admin.v1alpha1.ProfileProgress;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory.Profile;
import dev.mlink.operator.group.spec.GroupMemory.Progress;
import dev.mlink.operator.group.spec.MeasuredCost;
import dev.mlink.operator.group.spec.Swaps;
import dev.mlink.operator.planning.profiling.Excluded;
import dev.mlink.operator.planning.profiling.Turn;
import dev.mlink.operator.planning.profiling.TurnPlan;
import dev.mlink.operator.planning.profiling.TurnPlanner;
import dev.mlink.operator.status.EventReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A profile under way: models take turns on the samples, and the activation set comes back at the end.
 *
 * @param learned whose predictors answer for models that give way
 */
record ProfileStage(Observation seen, Profile profile, Optional<String> learned) {

    /** The window is bounded: what has had no turn by then has none in this profile. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    Plan next(Set<String> serving) {
        Map<String, String> news = failures();
        if (!news.isEmpty()) {
            return remember(news);
        }
        TurnPlan plan = new TurnPlanner().next(new Worlds(seen).profiling(profile, serving));
        Map<String, String> excluded = excluded(plan);
        if (!excluded.isEmpty()) {
            return remember(excluded);
        }
        Optional<Plan> swaps = swaps(plan.turn());
        if (swaps.isPresent()) {
            return swaps.get();
        }
        if (plan.turn() instanceof Turn.ProfileHere here) {
            // the table learns what its models are while they are loaded: Triton does not say so afterwards
            return new SwitchStage(seen, learned)
                    .next(loaded(), Stage.PROFILING)
                    .orElseGet(() -> run(here.models()));
        }
        if (plan.turn() instanceof Turn.TakeTurns turns) {
            return toward(turns.loaded());
        }
        if (plan.turn() instanceof Turn.Restore restore) {
            return toward(restore.loaded());
        }
        return complete();
    }

    /** Remembers when models begin and cease to come and go: what that takes is told. */
    private Optional<Plan> swaps(Turn turn) {
        boolean swapping = turn instanceof Turn.TakeTurns || turn instanceof Turn.Restore;
        if (swapping == profile.swaps().since().isPresent()) {
            return Optional.empty();
        }
        Swaps swaps = swapping
                ? profile.swaps().begun(turn instanceof Turn.TakeTurns, seen.now())
                : profile.swaps().ended(seen.now());
        return Optional.of(new Plan(
                List.of(new Step.Remember(seen.memory().withProfile(profile.withSwaps(swaps)))),
                Stage.PROFILING,
                List.of(),
                Lifecycle.AT_ONCE));
    }

    /** The switch has its own pace: nothing is run before the table in force says where everything is. */
    private Plan toward(Set<String> loaded) {
        return new SwitchStage(seen, learned)
                .next(loaded, Stage.PROFILING)
                .orElseGet(() -> new Plan(List.of(), Stage.PROFILING, List.of(), Lifecycle.SOON));
    }

    private Set<String> loaded() {
        return new Worlds(seen).members().stream().filter(seen::loaded).collect(Collectors.toUnmodifiableSet());
    }

    private Plan run(Set<String> models) {
        Set<String> idle = new TreeSet<>(models);
        progress().forEach(model -> {
            if (model.getError().isEmpty() && !model.getComplete()) {
                idle.remove(model.getModel());
            }
        });
        List<Step> steps = idle.isEmpty() ? List.of() : List.of(new Step.RunProfile(profile.id(), idle));
        return new Plan(steps, Stage.PROFILING, List.of(), Lifecycle.SOON);
    }

    private Plan complete() {
        int samples = seen.worker()
                .flatMap(pod -> pod.status().answer())
                .map(status -> status.getProfile().getSamples())
                .orElse(0);
        boolean useful = profile.profiled().size() > 1;
        Profile ended = profile.ended(
                useful ? Progress.COMPLETE : Progress.FAILED, new Outdated(seen).outputs(), samples, seen.now());
        return new Plan(
                List.of(
                        new Step.Remember(seen.memory().withProfile(ended).withCosts(times())),
                        new Step.Tell(
                                EventReason.ProfileCompleted,
                                "profile " + profile.id() + ": " + samples + " samples, "
                                        + profile.profiled().size() + " of "
                                        + profile.models().size() + " models")),
                Stage.PROFILING,
                List.of(),
                Lifecycle.AT_ONCE);
    }

    /** Time per sample is measured on the way; memory stays as it is known. */
    private Map<String, MeasuredCost> times() {
        Map<String, MeasuredCost> costs = new TreeMap<>(seen.memory().costs());
        progress().stream()
                .filter(ProfileProgress.ModelProgress::getComplete)
                .forEach(model -> costs.merge(
                        model.getModel(),
                        MeasuredCost.ofTime(model.getMillisPerSample(), seen.now()),
                        (known, timed) -> known.withMillis(timed.millis())));
        return costs;
    }

    /** Models that failed since the last look: while running, while loading, or that left the group. */
    private Map<String, String> failures() {
        Map<String, String> failures = new TreeMap<>();
        progress().stream()
                .filter(model -> !model.getError().isEmpty())
                .forEach(model -> failures.put(model.getModel(), model.getError()));
        Set<String> candidates = new Candidates(seen).names();
        Set<String> done = done();
        profile.models().stream()
                .filter(model -> !candidates.contains(model) && !done.contains(model))
                .forEach(model -> failures.putIfAbsent(model, "it cannot be loaded"));
        if (seen.now().isAfter(profile.startedAt().plus(LONGEST))) {
            profile.models().stream()
                    .filter(model -> !done.contains(model))
                    .forEach(
                            model -> failures.putIfAbsent(model, "no turn within " + LONGEST.toMinutes() + " minutes"));
        }
        failures.keySet().removeAll(profile.failed().keySet());
        return failures;
    }

    private Map<String, String> excluded(TurnPlan plan) {
        Map<String, String> excluded = new TreeMap<>();
        for (Excluded one : plan.excluded()) {
            if (one instanceof Excluded.TooLarge large) {
                excluded.put(large.model(), needs(large.neededBytes(), large.availableBytes()));
            } else if (one instanceof Excluded.NoRoom room) {
                excluded.put(room.model(), needs(room.neededBytes(), room.availableBytes()));
            }
        }
        excluded.keySet().removeAll(profile.failed().keySet());
        return excluded;
    }

    private static String needs(long bytes, long available) {
        return "it takes " + Bytes.text(bytes) + ", and " + Bytes.text(available) + " can be made free for its turn";
    }

    private Plan remember(Map<String, String> failures) {
        Profile next = profile;
        List<Step> steps = new ArrayList<>();
        for (Map.Entry<String, String> failure : failures.entrySet()) {
            next = next.withFailed(failure.getKey(), failure.getValue());
            steps.add(new Step.Tell(
                    EventReason.ModelNotProfiled,
                    "model '" + failure.getKey() + "' has no outputs in profile " + profile.id() + ": "
                            + failure.getValue()));
        }
        steps.add(0, new Step.Remember(seen.memory().withProfile(next)));
        return new Plan(steps, Stage.PROFILING, List.of(), Lifecycle.AT_ONCE);
    }

    private Set<String> done() {
        Set<String> done = new TreeSet<>();
        progress().stream()
                .filter(ProfileProgress.ModelProgress::getComplete)
                .forEach(model -> done.add(model.getModel()));
        return done;
    }

    private List<ProfileProgress.ModelProgress> progress() {
        return seen.worker()
                .flatMap(pod -> pod.status().answer())
                .map(status -> status.getProfile())
                .filter(progress -> progress.getProfile().equals(profile.id()))
                .map(ProfileProgress::getModelsList)
                .orElse(List.of());
    }
}
