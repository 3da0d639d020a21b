package dev.mlink.operator.planning.profiling;

import dev.mlink.operator.planning.placement.Devices;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the budget of a profile divides: what has to stay, what could give way, and what a guest can get at most. */
record Room(ProfilingWorld world) {

    /** The activation set and whatever is pinned, without those that failed and are not there any more. */
    List<Participant> residents() {
        return world.participants().stream()
                .filter(p -> resident(p) && (p.ready() || p.failure().isEmpty()))
                .toList();
    }

    boolean resident(Participant participant) {
        return participant.pinned() || world.activationSet().contains(participant.name());
    }

    /** Residents that may give way to a guest. */
    List<Participant> movable() {
        return residents().stream()
                .filter(p -> !p.pinned() && (p.predicted().isPresent() || nobodyIsPredicted()))
                .toList();
    }

    List<Participant> immovable() {
        var movable = movable();
        return residents().stream().filter(p -> !movable.contains(p)).toList();
    }

    /** What guests and movable residents share. */
    long movableBytes() {
        return availableBytes()
                - immovable().stream()
                        .filter(p -> !p.pinned())
                        .mapToLong(this::charge)
                        .sum();
    }

    /** What the budget leaves beside the pinned models and those of nobody's. */
    long availableBytes() {
        long pinned = world.participants().stream()
                .filter(Participant::pinned)
                .mapToLong(p -> p.memoryBytes().orElse(0))
                .sum();
        return world.budget().bytes() - world.foreignBytes() - pinned;
    }

    /** Whether these can be loaded together; a budget that is not divided is counted by the byte instead. */
    boolean fit(List<Participant> together, Participant another) {
        if (!world.devices().divided()) {
            return true;
        }
        var left = new TreeMap<String, Long>();
        world.devices().bytes().forEach((device, bytes) -> left.put(device, Math.max(0, bytes - world.foreignBytes())));
        return new Devices(left)
                .fit(Stream.concat(together.stream().filter(p -> !p.equals(another)), Stream.of(another))
                        .map(this::charge)
                        .toList());
    }

    private List<Participant> pinned() {
        return world.participants().stream().filter(Participant::pinned).toList();
    }

    /** What the participant is counted as: with an unknown cost, everything that a guest could get. */
    long charge(Participant participant) {
        return participant.memoryBytes().orElse(Math.max(1, availableBytes()));
    }

    /** Why the participant gets no turn; one that has had its turn, or is loaded, needs no room. */
    Optional<Excluded> exclusion(Participant participant) {
        if (participant.profiled()) {
            return Optional.empty();
        }
        String name = participant.name();
        if (participant.failure().isPresent()) {
            return Optional.of(new Excluded.Failed(name, participant.failure().get()));
        }
        if (participant.ready() || participant.pinned()) {
            return Optional.empty();
        }
        long needed = charge(participant);
        if (needed > availableBytes() || !fit(pinned(), participant)) {
            return Optional.of(new Excluded.TooLarge(name, needed, availableBytes()));
        }
        return resident(participant) || needed <= movableBytes() && fit(immovable(), participant)
                ? Optional.empty()
                : Optional.of(new Excluded.NoRoom(name, needed, movableBytes()));
    }

    private boolean nobodyIsPredicted() {
        return residents().stream().allMatch(p -> p.predicted().isEmpty());
    }
}
