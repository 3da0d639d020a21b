package dev.mlink.runtime.store;

import dev.mlink.runtime.store.Inventory.Finished;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long what is in a store is kept. The newest trainings stay, and every training of which the routing table in force
 * names something, with their profiles and artefacts. While another training runs only samples go: what it builds on is
 * its own affair.
 *
 * @param trainings how many of the newest stay, from 1
 * @param samples for how long those of a pod that no longer writes stay
 */
public record Retention(int trainings, Duration samples) {
    /** Nothing younger is removed: somebody may be about to name it. */
    static final Duration YOUNG = Duration.ofHours(1);
    /** A pod that lives writes once an hour. */
    private static final Duration SIGNS_OF_LIFE = Duration.ofHours(2);
    /** A training that has written nothing for so long has no Job any more. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    public Retention {
        if (trainings < 1) {
            throw new IllegalArgumentException("keep " + trainings + " trainings: write a number from 1");
        }
        if (samples.compareTo(SIGNS_OF_LIFE) < 0) {
            throw new IllegalArgumentException("keep samples for " + samples + ": write at least " + SIGNS_OF_LIFE);
        }
    }

    Removal decide(Inventory store) {
        Set<String> reservoirs = olderThan(samples, store.reservoirs(), store.now());
        Set<String> abandoned = olderThan(ABANDONED, store.running(), store.now());
        if (!abandoned.containsAll(store.running().keySet())) {
            return new Removal(Set.of(), abandoned, Set.of(), Set.of(), reservoirs);
        }
        List<Finished> kept = kept(store);
        return new Removal(
                names(store.finished(), kept), abandoned, profiles(store, kept), artifacts(store, kept), reservoirs);
    }

    private List<Finished> kept(Inventory store) {
        Set<String> newest = store.finished().stream()
                .limit(trainings)
                .map(Finished::training)
                .collect(Collectors.toSet());
        return store.finished().stream()
                .filter(training -> newest.contains(training.training())
                        || training.artifacts().stream().anyMatch(store.inForce()::contains))
                .toList();
    }

    private static Set<String> names(List<Finished> all, Collection<Finished> kept) {
        return all.stream()
                .filter(training -> !kept.contains(training))
                .map(Finished::training)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is younger than the newest training's own profile is what the next training learns from. */
    private static Set<String> profiles(Inventory store, List<Finished> kept) {
        Set<String> old = new HashSet<>(olderThan(YOUNG, store.profiles(), store.now()));
        kept.forEach(training -> old.remove(training.training()));
        Instant learned = store.finished().stream()
                .findFirst()
                .map(newest -> store.profiles().get(newest.training()))
                .orElse(Instant.MIN);
        old.removeIf(profile -> store.profiles().get(profile).isAfter(learned));
        return Set.copyOf(old);
    }

    private static Set<Digest> artifacts(Inventory store, List<Finished> kept) {
        Set<Digest> old = new HashSet<>(olderThan(YOUNG, store.artifacts(), store.now()));
        old.removeAll(store.inForce());
        kept.forEach(training -> old.removeAll(training.artifacts()));
        return Set.copyOf(old);
    }

    private static <T> Set<T> olderThan(Duration age, Map<T, Instant> written, Instant now) {
        return written.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(now.minus(age)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
