package dev.mlink.operator.planning.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Plays random profiles to their end, with loads that fail and a crash possible in the middle of every turn. */
class TurnPlannerPropertyTest {

    private final TurnPlanner planner = new TurnPlanner();

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    void everyoneThatCanHasATurnAndTheSetIsRestored(@ForAll long seed) {
        var profile = new Profile(new Random(seed));
        TurnPlan plan = planner.next(profile.world());
        for (int turns = 0; !(plan.turn() instanceof Turn.Complete); turns++) {
            assertThat(turns).as("an end to %s", profile.world()).isLessThan(200);
            profile.play(plan.turn());
            plan = planner.next(profile.world());
        }
        var excluded = new TreeSet<String>();
        plan.excluded().forEach(e -> excluded.add(e.model()));
        for (Model model : profile.models) {
            assertThat(model.profiled)
                    .as("%s profiled, unless excluded by %s", model.name, plan.excluded())
                    .isEqualTo(!excluded.contains(model.name));
            assertThat(model.ready).as("%s restored", model.name).isEqualTo(model.resident && model.failure.isEmpty());
        }
        plan.excluded().forEach(profile::checkExcluded);
    }

    /** One random profile on one endpoint. */
    private static final class Profile {
        final Random random;
        final List<Model> models = new ArrayList<>();
        final long budget;
        final long foreignBytes;

        Profile(Random random) {
            this.random = random;
            boolean predictorsExist = random.nextBoolean();
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                models.add(new Model("m" + i, random, predictorsExist));
            }
            foreignBytes = random.nextInt(20);
            long residents = models.stream()
                    .filter(m -> m.resident)
                    .mapToLong(m -> m.bytes)
                    .sum();
            budget = residents + foreignBytes + random.nextInt(60);
        }

        ProfilingWorld world() {
            var activationSet = new TreeSet<String>();
            models.stream().filter(m -> m.resident).forEach(m -> activationSet.add(m.name));
            return new ProfilingWorld(
                    new Budget(budget),
                    foreignBytes,
                    models.stream().map(Model::observe).toList(),
                    activationSet);
        }

        /** Carries a turn out, or stops in its middle and leaves it to the next look. */
        void play(Turn turn) {
            if (turn instanceof Turn.ProfileHere here) {
                here.models().forEach(name -> {
                    Model model = model(name);
                    assertThat(model.ready && !model.profiled).isTrue();
                    model.profiled = random.nextInt(4) > 0;
                });
            } else if (turn instanceof Turn.TakeTurns turns) {
                checkTurn(turns);
                load(turns.loaded());
            } else if (turn instanceof Turn.Restore restore) {
                load(restore.loaded());
            }
        }

        private void checkTurn(Turn.TakeTurns turn) {
            assertThat(turn.guests()).isNotEmpty().isSubsetOf(turn.loaded());
            turn.guests().forEach(name -> assertThat(model(name).profiled).isFalse());
            long bytes = turn.loaded().stream()
                    .mapToLong(name -> charge(model(name)))
                    .sum();
            assertThat(bytes + foreignBytes).isLessThanOrEqualTo(budget);
            boolean unknown = turn.guests().stream().anyMatch(name -> !model(name).costKnown);
            if (unknown) {
                assertThat(turn.guests()).as("an unmeasured model is alone").hasSize(1);
            }
            boolean anyPredicted = models.stream().anyMatch(m -> m.resident && m.present() && m.predicted.isPresent());
            for (Model model : models) {
                if (model.resident && model.present()) {
                    boolean away = turn.givingWay().contains(model.name);
                    assertThat(turn.loaded().contains(model.name)).isEqualTo(!away);
                    assertThat(away && model.pinned)
                            .as("a pinned model gives way")
                            .isFalse();
                    assertThat(away && anyPredicted && model.predicted.isEmpty())
                            .as("a model without a predictor gives way while others have one")
                            .isFalse();
                }
            }
            checkCheapest(turn);
        }

        /** No other choice of residents that leaves as much room would lose less. */
        private void checkCheapest(Turn.TakeTurns turn) {
            String first = turn.guests().stream()
                    .max((a, b) -> Long.compare(charge(model(a)), charge(model(b))))
                    .orElseThrow();
            List<Model> movable = models.stream()
                    .filter(m -> m.resident && m.present() && !m.pinned)
                    .filter(m -> m.predicted.isPresent()
                            || models.stream().noneMatch(o -> o.resident && o.present() && o.predicted.isPresent()))
                    .toList();
            long fixed = models.stream()
                    .filter(m -> m.resident && (m.pinned || m.present()) && !movable.contains(m))
                    .mapToLong(m -> m.bytes)
                    .sum();
            double lost = loss(turn.givingWay());
            for (int mask = 0; mask < 1 << movable.size(); mask++) {
                long staying = 0;
                var away = new TreeSet<String>();
                for (int i = 0; i < movable.size(); i++) {
                    if ((mask & 1 << i) != 0) {
                        staying += movable.get(i).bytes;
                    } else {
                        away.add(movable.get(i).name);
                    }
                }
                if (fixed + staying + foreignBytes + charge(model(first)) <= budget) {
                    assertThat(lost).isLessThanOrEqualTo(loss(away) + 1e-6);
                }
            }
        }

        private long charge(Model model) {
            long pinned = models.stream()
                    .filter(m -> m.pinned)
                    .mapToLong(m -> m.bytes)
                    .sum();
            return model.costKnown ? model.bytes : budget - foreignBytes - pinned;
        }

        private double loss(Set<String> away) {
            return away.stream()
                    .map(this::model)
                    .mapToDouble(m -> m.weight * (1 - m.predicted.orElse(0)))
                    .sum();
        }

        void checkExcluded(Excluded excluded) {
            Model model = model(excluded.model());
            if (excluded instanceof Excluded.TooLarge tooLarge) {
                assertThat(tooLarge.neededBytes()).isGreaterThan(tooLarge.availableBytes());
                assertThat(tooLarge.availableBytes())
                        .isEqualTo(budget
                                - foreignBytes
                                - models.stream()
                                        .filter(m -> m.pinned)
                                        .mapToLong(m -> m.bytes)
                                        .sum());
            } else if (excluded instanceof Excluded.NoRoom) {
                assertThat(models).anyMatch(m -> m.resident && !m.pinned && m.predicted.isEmpty());
                assertThat(models).anyMatch(m -> m.resident && m.predicted.isPresent());
            } else {
                assertThat(model.failure).isPresent();
            }
        }

        private void load(Set<String> wanted) {
            models.forEach(model -> model.ready &= wanted.contains(model.name));
            for (String name : wanted) {
                if (random.nextInt(10) == 0) {
                    return;
                }
                model(name).load();
            }
        }

        private Model model(String name) {
            return models.stream().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
        }
    }

    /** One model that changes while the profile goes on. */
    private static final class Model {
        final String name;
        final long bytes;
        final double weight;
        final boolean pinned;
        final boolean resident;
        final boolean costKnown;
        final boolean broken;
        final OptionalDouble predicted;
        boolean ready;
        boolean profiled;
        Optional<String> failure = Optional.empty();

        Model(String name, Random random, boolean predictorsExist) {
            this.name = name;
            bytes = 1 + random.nextInt(60);
            weight = random.nextInt(4);
            pinned = random.nextInt(6) == 0;
            resident = pinned || random.nextBoolean();
            costKnown = resident || random.nextInt(6) > 0;
            broken = !resident && random.nextInt(6) == 0;
            predicted = predictorsExist && random.nextInt(5) > 0
                    ? OptionalDouble.of(random.nextDouble())
                    : OptionalDouble.empty();
            ready = resident && random.nextInt(5) > 0;
        }

        boolean present() {
            return ready || failure.isEmpty();
        }

        void load() {
            if (broken) {
                failure = Optional.of("no such file");
            } else {
                ready = true;
            }
        }

        Participant observe() {
            return new Participant(
                    name,
                    costKnown ? OptionalLong.of(bytes) : OptionalLong.empty(),
                    weight,
                    pinned,
                    predicted,
                    ready,
                    profiled,
                    failure);
        }
    }
}
