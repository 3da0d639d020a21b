package dev.mlink.operator.planning.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Placements of random models on random devices, against every placement there is. */
class PackingPropertyTest {

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void thereIsAPlacementExactlyWhereBruteForceFindsOne(@ForAll long seed) {
        var scene = new Scene(new Random(seed), 10);
        Optional<Integer> fewest = scene.fewestMoves();
        var packing = new Packing(scene.devices);
        assertThat(packing.fits(scene.sizes.values())).isEqualTo(fewest.isPresent());
        assertThat(packing.place(scene.sizes, scene.present).isPresent()).isEqualTo(fewest.isPresent());
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void asFewModelsMoveAsCanBe(@ForAll long seed) {
        var scene = new Scene(new Random(seed), 9);
        new Packing(scene.devices).place(scene.sizes, scene.present).ifPresent(placed -> assertThat(scene.moves(placed))
                .isEqualTo(scene.fewestMoves().orElseThrow()));
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void noDeviceIsEverOverfilled(@ForAll long seed) {
        var scene = new Scene(new Random(seed), 60);
        new Packing(scene.devices).place(scene.sizes, scene.present).ifPresent(placed -> {
            assertThat(placed.keySet()).isEqualTo(scene.sizes.keySet());
            scene.devices.bytes().forEach((device, bytes) -> assertThat(scene.on(device, placed))
                    .as("bytes on %s", device)
                    .isLessThanOrEqualTo(bytes));
        });
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void whatIsPlacedStaysWhenItIsPlacedAgain(@ForAll long seed) {
        var scene = new Scene(new Random(seed), 12);
        var packing = new Packing(scene.devices);
        packing.place(scene.sizes, scene.present).ifPresent(placed -> assertThat(packing.place(scene.sizes, placed))
                .contains(placed));
    }

    /** Up to three devices, of which models fill between half and a little more than all. */
    private static final class Scene {
        final Devices devices;
        final Map<String, Long> sizes = new TreeMap<>();
        final Map<String, String> present = new HashMap<>();

        Scene(Random random, int most) {
            int models = 1 + random.nextInt(most);
            long all = 0;
            for (int i = 0; i < models; i++) {
                long size = 1 + random.nextInt(30);
                sizes.put("m" + i, size);
                all += size;
            }
            var bytes = new TreeMap<String, Long>();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                bytes.put("" + i, (long) (all * (.9 + random.nextDouble() / 2) / count) + random.nextInt(5));
            }
            devices = new Devices(bytes);
            sizes.keySet().forEach(model -> {
                if (random.nextBoolean()) {
                    present.put(model, "" + random.nextInt(count));
                }
            });
        }

        long on(String device, SortedMap<String, String> placed) {
            return placed.entrySet().stream()
                    .filter(place -> place.getValue().equals(device))
                    .mapToLong(place -> sizes.get(place.getKey()))
                    .sum();
        }

        int moves(Map<String, String> placed) {
            return (int) present.entrySet().stream()
                    .filter(home -> !placed.get(home.getKey()).equals(home.getValue()))
                    .count();
        }

        /** Over every placement; empty where none keeps to the devices. */
        Optional<Integer> fewestMoves() {
            return fewest(new ArrayList<>(sizes.keySet()), new TreeMap<>(devices.bytes()), new HashMap<>());
        }

        private Optional<Integer> fewest(List<String> rest, Map<String, Long> left, Map<String, String> placed) {
            if (rest.isEmpty()) {
                return Optional.of(moves(placed));
            }
            String model = rest.get(0);
            Optional<Integer> best = Optional.empty();
            for (String device : devices.bytes().keySet()) {
                long free = left.get(device) - sizes.get(model);
                if (free >= 0) {
                    left.put(device, free);
                    placed.put(model, device);
                    Optional<Integer> found = fewest(rest.subList(1, rest.size()), left, placed);
                    left.put(device, free + sizes.get(model));
                    if (found.isPresent() && (best.isEmpty() || found.get() < best.get())) {
                        best = found;
                    }
                }
            }
            return best;
        }
    }
}
