package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Selected;
import dev.mlink.operator.group.spec.Proposal;
import dev.mlink.operator.planning.coldstart.ColdStartOutcome;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.planning.switching.Patience;
import dev.mlink.operator.planning.switching.Rehearsal;
import dev.mlink.operator.planning.switching.Step.Load;
import dev.mlink.operator.planning.switching.Step.LoadAt;
import dev.mlink.operator.planning.switching.Step.Publish;
import dev.mlink.operator.planning.switching.Step.RollBack;
import dev.mlink.operator.planning.switching.Step.Shift;
import dev.mlink.operator.planning.switching.Step.Unload;
import dev.mlink.operator.planning.switching.SwitchPlanner;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.status.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides as an active group would, and reports it. Nothing changes but the group's status: no Triton, no routing table, and
 * no object of Kubernetes. A runtime that is there is asked for figures.
 */
public record DryRun(Observation seen) {

    Plan next() {
        Optional<String> learned = new Learned(seen.memory()).training();
        return learned.isPresent() ? selection(learned.get()) : firstSet();
    }

    /** What a choice comes to, the memory being as the choice would leave it. */
    public Proposal proposal(GroupMemory chosen) {
        Selected selection = chosen.selection().orElseThrow();
        return proposal(
                input(selection.training()),
                selection.models(),
                Optional.of(selection.objective()),
                chosen.target().map(GroupMemory.Target::reason).orElse(""));
    }

    /** For an event. */
    public static String sentence(Proposal proposal) {
        String set = String.join(", ", new TreeSet<>(proposal.models()));
        return proposal.steps().isEmpty()
                ? "nothing would be done; " + set + ": " + proposal.reason()
                : "would activate " + set + ": " + proposal.reason() + "; " + String.join("; ", proposal.steps());
    }

    private Plan firstSet() {
        ColdStartOutcome outcome = new FirstSet(seen).outcome();
        return outcome instanceof ColdStartOutcome.FirstSet found
                ? report(proposal(input(""), found.set(), Optional.empty(), FirstSet.WHY))
                : idle(FirstSet.nothing(outcome).findings());
    }

    private Plan selection(String training) {
        String fingerprint = new SelectionInput(seen).fingerprint();
        if (new Reselection(seen, training, fingerprint).current()) {
            return report(proposal(seen.memory()));
        }
        Optional<Proposal> known = seen.memory().standing().proposal().filter(before -> before.input()
                .equals(input(training)));
        if (known.isPresent()) {
            return report(proposal(
                    known.get().input(),
                    known.get().models(),
                    known.get().objective(),
                    known.get().reason()));
        }
        return seen.worker().isPresent()
                ? new Plan(List.of(new Step.Propose(training, fingerprint)), Stage.DRY_RUN, List.of(), Lifecycle.SOON)
                : idle(List.of(Finding.ofGroup(
                        ConditionType.READY,
                        Reason.RuntimeNotReady,
                        "no link-runtime pod answers on its admin port, and only it can tell how good a set is")));
    }

    private Plan report(Proposal proposal) {
        boolean told =
                seen.memory().standing().proposal().filter(proposal::repeats).isPresent();
        return told
                ? idle(List.of())
                : new Plan(
                        List.of(
                                new Step.Remember(seen.memory()
                                        .withStanding(seen.memory().standing().proposing(proposal))),
                                new Step.Tell(EventReason.ActivationSetProposed, sentence(proposal))),
                        Stage.DRY_RUN,
                        List.of(),
                        Lifecycle.IDLE);
    }

    private static Plan idle(List<Finding> findings) {
        return new Plan(List.of(), Stage.DRY_RUN, findings, Lifecycle.IDLE);
    }

    private String input(String training) {
        return (training.isEmpty() ? "nothing learned" : training) + " " + new SelectionInput(seen).fingerprint();
    }

    private Proposal proposal(String input, Set<String> models, Optional<Double> objective, String reason) {
        Observation aimed = seen.withMemory(seen.memory().withTarget(new NewTarget(seen).of(models, reason)));
        Ensembles ensembles = new Ensembles(aimed);
        Set<String> whole = ensembles.whole(models);
        List<String> steps = new ArrayList<>();
        seen.outdated().stream().sorted().map(child -> "write " + child).forEach(steps::add);
        new Rehearsal(new SwitchPlanner(Patience.standard()))
                .of(ensembles.arranged(new Worlds(aimed).switching(), whole), new Seating(aimed).target(whole)).stream()
                        .flatMap(step -> sentence(step).stream())
                        .forEach(steps::add);
        DueProfile profile = new DueProfile(seen);
        if (profile.due() && profile.enoughSamples()) {
            steps.add("profile " + profile.models().stream().sorted().collect(Collectors.joining(", ")));
        }
        return new Proposal(input, models, objective, reason, steps, seen.now());
    }

    private static String place(Seat seat) {
        String device = seat.device().isEmpty() ? "" : ", GPU " + seat.device();
        return device + ", instances: " + seat.instances();
    }

    private static Optional<String> sentence(dev.mlink.operator.planning.switching.Step step) {
        if (step instanceof Publish publish) {
            return Optional.of("publish a routing table: " + publish.why());
        }
        if (step instanceof Load load) {
            return Optional.of("load '" + load.model() + "' on " + load.endpoint());
        }
        if (step instanceof LoadAt load) {
            return Optional.of("load '" + load.model() + "' on " + load.endpoint() + place(load.seat()));
        }
        if (step instanceof Shift shift) {
            return Optional.of("change '" + shift.model() + "' on " + shift.endpoint() + place(shift.seat()));
        }
        if (step instanceof Unload unload) {
            return Optional.of("unload '" + unload.model() + "' from " + unload.endpoint());
        }
        return step instanceof RollBack rollBack ? Optional.of("stop: " + rollBack.reason()) : Optional.empty();
    }
}
