package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Neighbour;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.Claim;
import dev.mlink.operator.planning.switching.World;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.status.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One switch or profile at a time on a Triton that several groups share. What a group claims stands in its own status, so
 * that a new leader finds it; nobody else writes it. The rule is Lamport and Burns' one-bit algorithm: a group writes
 * that it wants its turn, and only then looks at the others. A younger one takes its word back when an older one wants
 * its turn too, and an older one waits until the younger has ended. Two cannot both have looked before the other wrote.
 *
 * <p>A model is taken away in the routing table, loaded or unloaded only by who has the turn; a model that Triton has lost
 * is routed out by whoever names it.
 */
record Admission(Observation seen) {

    private static final Duration WAITING = Duration.ofSeconds(1);

    /** The plan, or what is done instead until it is this group's turn. */
    Plan admit(Plan plan) {
        if (!seen.neighbours().shared()) {
            return claim() == Claim.NONE ? plan : claim(plan, Claim.NONE);
        }
        if (new Commitment(seen).exceeded()) {
            return claim() == Claim.NONE ? held(plan, Optional.empty()) : claim(plan, Claim.NONE);
        }
        return switch (claim()) {
            case NONE -> moves(plan) ? want(plan) : plan;
            case WANTED -> moves(plan) ? takeTurn(plan) : claim(plan, Claim.NONE);
            case HELD -> busy(plan) ? plan : claim(plan, Claim.NONE);
        };
    }

    private Plan want(Plan plan) {
        Optional<Neighbour> first = claiming(true);
        return first.isPresent() ? held(plan, first) : claim(plan, Claim.WANTED);
    }

    private Plan takeTurn(Plan plan) {
        if (claiming(true).isPresent()) {
            return claim(plan, Claim.NONE);
        }
        Optional<Neighbour> before = claiming(false);
        return before.isPresent() ? held(plan, before) : claim(plan, Claim.HELD);
    }

    private Optional<Neighbour> claiming(boolean older) {
        return seen.neighbours().groups().stream()
                .filter(other -> other.older() == older && other.claims())
                .findFirst();
    }

    private Claim claim() {
        return seen.memory().standing().claim();
    }

    private Plan claim(Plan plan, Claim claim) {
        Step written = new Step.Remember(
                seen.memory().withStanding(seen.memory().standing().with(claim)));
        return new Plan(List.of(written), plan.stage(), plan.findings(), Lifecycle.AT_ONCE);
    }

    /** What moves nothing is done all the same. */
    private Plan held(Plan plan, Optional<Neighbour> other) {
        List<Step> steps = plan.steps().stream()
                .takeWhile(step -> !moves(step))
                .filter(step -> !(step instanceof Step.Foretell)) // of a table that does not come now
                .toList();
        List<Finding> findings = new ArrayList<>(plan.findings());
        other.filter(any -> moves(plan)).map(Admission::waits).ifPresent(findings::add);
        return new Plan(steps, plan.stage(), findings, moves(plan) ? WAITING : plan.nextLook());
    }

    private static Finding waits(Neighbour other) {
        return Finding.ofGroup(
                ConditionType.READY,
                Reason.WaitingForTriton,
                "group '" + other.name() + "' moves models on the same Triton; this one goes on when it has ended");
    }

    /** A turn lasts until the set is loaded, after a profile too; it ends where it leads to nothing. */
    private static boolean busy(Plan plan) {
        boolean stopped = plan.steps().stream()
                .anyMatch(step -> step instanceof Step.Tell told && told.reason() == EventReason.SwitchStopped);
        return !stopped
                && switch (plan.stage()) {
                    case MEASURING, PROFILING, SWITCHING -> true;
                    default -> false;
                };
    }

    private boolean moves(Plan plan) {
        return plan.steps().stream().anyMatch(this::moves);
    }

    private boolean moves(Step step) {
        return step instanceof Step.Load
                || step instanceof Step.LoadAt
                || step instanceof Step.Shift
                || step instanceof Step.Unload
                || step instanceof Step.UnloadAlone
                || step instanceof Step.Restart
                || step instanceof Step.Publish publish && takesAway(publish);
    }

    /** Whether a model that is there is called exact no more. */
    private boolean takesAway(Step.Publish publish) {
        World world = new Worlds(seen).switching();
        return world.endpoints().stream().anyMatch(endpoint -> world.table().exactOn(endpoint.name()).stream()
                .filter(model -> endpoint.state(model).occupies())
                .anyMatch(model ->
                        !publish.exact().getOrDefault(endpoint.name(), Set.of()).contains(model)));
    }
}
