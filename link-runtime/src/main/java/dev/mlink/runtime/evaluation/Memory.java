package dev.mlink.runtime.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What models take while loaded, and how much there is.
 *
 * @param bytes by model; a model that is not in it was not declared
 * @param budget how much the loaded models may take together; none stands for any set
 */
record Memory(Map<String, Long> bytes, Optional<Long> budget) {
    /** Above this many models, every set is more than anybody reads. */
    private static final int MOST_MODELS = 16;

    /**
     * Every set of these models that fits, from the empty one on.
     *
     * @throws IllegalArgumentException too many models, a model without a declared amount while there is a budget, or an
     *     amount for a model that is not there
     */
    List<Set<String>> feasibleSets(Collection<String> models) {
        requireDeclared(models);
        List<String> names = List.copyOf(models);
        List<Set<String>> sets = new ArrayList<>();
        for (int mask = 0; mask < 1 << names.size(); mask++) {
            Set<String> set = new LinkedHashSet<>();
            for (int i = 0; i < names.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    set.add(names.get(i));
                }
            }
            if (budget.isEmpty() || total(set) <= budget.get()) {
                sets.add(set);
            }
        }
        return sets;
    }

    /** Bytes of a set, models without a declared amount at 0. */
    long total(Set<String> set) {
        return set.stream().mapToLong(model -> bytes.getOrDefault(model, 0L)).sum();
    }

    private void requireDeclared(Collection<String> models) {
        if (models.size() > MOST_MODELS) {
            throw new IllegalArgumentException("there are " + models.size() + " models, and so 2^" + models.size()
                    + " sets; `evaluate` goes through all sets of at most " + MOST_MODELS);
        }
        bytes.keySet().stream()
                .filter(model -> !models.contains(model))
                .findFirst()
                .ifPresent(model -> {
                    throw new IllegalArgumentException("--memory names '" + model
                            + "', which the training does not know; write some of " + models);
                });
        List<String> missing =
                models.stream().filter(model -> !bytes.containsKey(model)).toList();
        if (budget.isPresent() && !missing.isEmpty()) {
            throw new IllegalArgumentException("--budget needs the memory of every model; add --memory "
                    + String.join("=400Mi,", missing) + "=400Mi with the right amounts");
        }
    }
}
