package dev.mlink.operator.planning.placement;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Places things of given sizes on devices, each on one. Small cases are decided exactly: first by first-fit decreasing,
 * where that fails by a search. Where a search of a large case does not end within its nodes, things count as not
 * fitting, which may be wrong but never overfills a device.
 */
public final class Packing {

    /** So many things are placed exactly as far as {@value #NODES} nodes go, which is far for a few devices. */
    private static final int SMALL = 16;

    private static final int NODES = 50_000;
    private static final int NODES_OF_A_LARGE_CASE = 300;

    private final List<String> names;
    private final long[] room;

    public Packing(Devices devices) {
        names = List.copyOf(devices.bytes().keySet());
        room = devices.bytes().values().stream().mapToLong(Long::longValue).toArray();
    }

    /** Whether things of these sizes can be placed. */
    public boolean fits(Collection<Long> sizes) {
        long[] falling = falling(sizes);
        return room.length == 1
                ? Arrays.stream(falling).sum() <= room[0]
                : firstFit(falling).or(() -> searched(falling)).isPresent();
    }

    /**
     * The device of each model, so that as few as possible move; those that are nowhere yet spread over the devices. Never
     * empty where {@link #fits} holds. The number of moves is the least there is as far as the searches end.
     *
     * @param sizes bytes by model
     * @param present the device that a model is on already, where it is
     */
    public Optional<SortedMap<String, String>> place(Map<String, Long> sizes, Map<String, String> present) {
        List<String> models = sizes.keySet().stream()
                .sorted(Comparator.<String>comparingLong(sizes::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        long[] falling = models.stream().mapToLong(sizes::get).toArray();
        int[] home = models.stream()
                .mapToInt(model -> names.indexOf(present.getOrDefault(model, "?")))
                .toArray();
        int atHome = (int) Arrays.stream(home).filter(device -> device >= 0).count();
        for (int moves = 0; moves <= atHome; moves++) {
            Optional<int[]> found = search(falling, home).within(moves);
            if (found.isPresent()) {
                return found.map(devices -> named(models, devices));
            }
        }
        return firstFit(falling).or(() -> searched(falling)).map(devices -> named(models, devices));
    }

    private Optional<int[]> searched(long[] falling) {
        int[] nowhere = new int[falling.length];
        Arrays.fill(nowhere, -1);
        return search(falling, nowhere).within(0);
    }

    private PlacementSearch search(long[] falling, int[] home) {
        return new PlacementSearch(falling, home, room, falling.length <= SMALL ? NODES : NODES_OF_A_LARGE_CASE);
    }

    /** First-fit decreasing. */
    private Optional<int[]> firstFit(long[] falling) {
        long[] left = room.clone();
        int[] devices = new int[falling.length];
        for (int i = 0; i < falling.length; i++) {
            int device = 0;
            while (device < left.length && left[device] < falling[i]) {
                device++;
            }
            if (device == left.length) {
                return Optional.empty();
            }
            left[device] -= falling[i];
            devices[i] = device;
        }
        return Optional.of(devices);
    }

    private SortedMap<String, String> named(List<String> models, int[] devices) {
        var placed = new TreeMap<String, String>();
        for (int i = 0; i < devices.length; i++) {
            placed.put(models.get(i), names.get(devices[i]));
        }
        return placed;
    }

    private static long[] falling(Collection<Long> sizes) {
        return sizes.stream()
                .sorted(Comparator.reverseOrder())
                .mapToLong(Long::longValue)
                .toArray();
    }
}
