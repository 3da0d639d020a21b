package dev.mlink.operator.planning.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Depth-first search for a placement with at most so many moves: the largest thing first, at home first, then where most
 * is left. What failed once is not tried again: how much is left on which device, for which things, with how many moves.
 */
final class PlacementSearch {

    private record Dead(int next, int moves, List<Long> left) {}

    private final long[] sizes;
    private final int[] home;
    private final long[] left;
    private final long[] rest;
    private final int[] chosen;
    private final Set<Dead> dead = new HashSet<>();
    private final boolean interchangeable;
    private int nodes;

    /**
     * @param sizes falling
     * @param home the device that a thing is on, -1 where it is on none
     * @param room bytes by device
     */
    PlacementSearch(long[] sizes, int[] home, long[] room, int nodes) {
        this.sizes = sizes;
        this.home = home;
        this.left = room.clone();
        this.chosen = new int[sizes.length];
        this.nodes = nodes;
        this.interchangeable = Arrays.stream(home).allMatch(device -> device < 0);
        this.rest = new long[sizes.length + 1];
        for (int i = sizes.length - 1; i >= 0; i--) {
            rest[i] = rest[i + 1] + sizes[i];
        }
    }

    /** The device of each thing; empty where there is no such placement, or none was found within the nodes. */
    Optional<int[]> within(int moves) {
        return placed(0, moves) ? Optional.of(chosen.clone()) : Optional.empty();
    }

    private boolean placed(int next, int moves) {
        if (next == sizes.length) {
            return true;
        }
        if (rest[next] > Arrays.stream(left).sum() || nodes-- <= 0) {
            return false;
        }
        Dead state = new Dead(next, moves, state());
        if (dead.contains(state)) {
            return false;
        }
        for (int device : order(next)) {
            int cost = home[next] < 0 || home[next] == device ? 0 : 1;
            if (left[device] >= sizes[next] && cost <= moves) {
                left[device] -= sizes[next];
                chosen[next] = device;
                if (placed(next + 1, moves - cost)) {
                    return true;
                }
                left[device] += sizes[next];
            }
        }
        dead.add(state);
        return false;
    }

    /** Where nothing is at home anywhere, devices with as much left are alike. */
    private List<Long> state() {
        return interchangeable
                ? Arrays.stream(left).sorted().boxed().toList()
                : Arrays.stream(left).boxed().toList();
    }

    private List<Integer> order(int thing) {
        return IntStream.range(0, left.length)
                .boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(device -> device != home[thing])
                        .thenComparing(device -> -left[device])
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
