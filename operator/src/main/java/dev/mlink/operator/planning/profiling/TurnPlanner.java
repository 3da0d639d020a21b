package dev.mlink.operator.planning.profiling;

import dev.mlink.operator.planning.Knapsack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Lets every model of a group run on the same samples although they do not fit together: what is loaded is profiled where
 * it is, and the others take turns as guests beside the activation set. The set for a turn depends only on who still
 * lacks outputs, never on what happens to be loaded, so the same turn is named again after a crash at any point.
 *
 * <p>The largest guest goes first, with as many others as then fit. Free budget is used before anything gives way; then
 * models of the activation set that have a predictor give way, where the least weight x (1 - performance) is lost. Pinned
 * models never do. A model without a predictor keeps its place as long as any other has one, since its requests would
 * fail meanwhile; where nobody has one, which is so before the first training, it gives way all the same: otherwise
 * nothing would ever be learned.
 */
public final class TurnPlanner {

    private final Knapsack knapsack = new Knapsack();

    /** The next turn in this world. */
    public TurnPlan next(ProfilingWorld world) {
        Room room = new Room(world);
        List<Excluded> excluded = world.participants().stream()
                .flatMap(participant -> room.exclusion(participant).stream())
                .toList();
        SortedSet<String> out = excluded.stream().map(Excluded::model).collect(Collectors.toCollection(TreeSet::new));
        List<Participant> pending = world.participants().stream()
                .filter(p -> !p.profiled() && !out.contains(p.name()))
                .toList();
        return new TurnPlan(turn(world, room, pending), excluded);
    }

    private Turn turn(ProfilingWorld world, Room room, List<Participant> pending) {
        SortedSet<String> here = names(pending, Participant::ready);
        if (!here.isEmpty()) {
            return new Turn.ProfileHere(here);
        }
        List<Participant> guests = pending.stream()
                .filter(p -> !room.resident(p))
                .sorted(Comparator.comparing(room::charge).reversed().thenComparing(Participant::name))
                .toList();
        if (!guests.isEmpty()) {
            return takeTurns(room, guests);
        }
        boolean away = !pending.isEmpty();
        boolean guestsLeft = world.participants().stream().anyMatch(p -> p.ready() && !room.resident(p));
        boolean someMissing = room.residents().stream().anyMatch(p -> !p.ready());
        return away || guestsLeft || someMissing
                ? new Turn.Restore(names(room.residents(), p -> true))
                : new Turn.Complete();
    }

    private Turn takeTurns(Room room, List<Participant> guests) {
        long left = room.movableBytes() - room.charge(guests.get(0));
        SortedSet<String> staying = staying(room, guests.get(0), left);
        var loading = new ArrayList<>(room.immovable());
        loading.add(guests.get(0));
        for (Participant participant : room.movable()) {
            if (staying.contains(participant.name())) {
                left -= room.charge(participant);
                loading.add(participant);
            }
        }
        var invited = new ArrayList<>(List.of(guests.get(0)));
        for (Participant guest : guests.subList(1, guests.size())) {
            if (room.charge(guest) <= left && room.fit(loading, guest)) {
                left -= room.charge(guest);
                loading.add(guest);
                invited.add(guest);
            }
        }
        SortedSet<String> loaded = names(room.immovable(), p -> true);
        loaded.addAll(staying);
        loaded.addAll(names(invited, p -> true));
        return new Turn.TakeTurns(
                names(invited, p -> true), names(room.movable(), p -> !staying.contains(p.name())), loaded);
    }

    /** The most valuable that fit beside the guest; on several devices those of them that find a place, best first. */
    private SortedSet<String> staying(Room room, Participant guest, long left) {
        SortedSet<String> best = knapsack.best(
                room.movable().stream()
                        .map(p -> new Knapsack.Item(p.name(), room.charge(p), lostWhileAway(p)))
                        .toList(),
                left);
        var beside = new ArrayList<>(room.immovable());
        beside.add(guest);
        var staying = new TreeSet<String>();
        room.movable().stream()
                .filter(p -> best.contains(p.name()))
                .sorted(Comparator.comparing(p -> -lostWhileAway(p)))
                .filter(p -> room.fit(beside, p))
                .forEachOrdered(p -> {
                    beside.add(p);
                    staying.add(p.name());
                });
        return staying;
    }

    private static double lostWhileAway(Participant participant) {
        return participant.weight() * (1 - participant.predicted().orElse(0));
    }

    private static SortedSet<String> names(List<Participant> participants, Predicate<Participant> which) {
        return participants.stream()
                .filter(which)
                .map(Participant::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
