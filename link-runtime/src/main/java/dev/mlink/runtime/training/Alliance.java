package dev.mlink.runtime.training;

import dev.mlink.admin.v1alpha1.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Groups that train a link together.
 *
 * @param groups all of them by name, this one too
 * @param group this one
 * @param rounds 1 to 1000
 * @param epochs of the own training in each round; 0 for the recipe's own over all rounds
 * @param waitSeconds how long a group is waited for, 1 to a day
 */
record Alliance(List<String> groups, String group, int rounds, int epochs, int waitSeconds) {
    private static final int ROUNDS = 10;
    private static final int MOST_ROUNDS = 1000;
    private static final int WAIT_SECONDS = 300;
    private static final int LONGEST_WAIT_SECONDS = 86_400;

    /**
     * Reads that of a plan's link.
     *
     * @param field where it stands, for errors
     * @param group the plan's
     * @throws IllegalArgumentException naming the field, its value and what to write instead
     */
    static Optional<Alliance> of(String field, String group, TrainingPlan.Link link) {
        if (!link.hasFederation()) {
            return Optional.empty();
        }
        TrainingPlan.Federation federation = link.getFederation();
        List<String> others = federation.getGroupsList();
        require(!group.isEmpty(), "group", "empty", "the name of the group that trains with others");
        require(
                !others.isEmpty() && !others.contains(group),
                field + ".groups",
                others.toString(),
                "the names of the other groups, without '" + group + "'");
        int rounds = or(federation.getRounds(), ROUNDS);
        require(rounds >= 1 && rounds <= MOST_ROUNDS, field + ".rounds", "" + rounds, "1 to " + MOST_ROUNDS);
        int epochs = federation.getEpochs();
        require(epochs >= 0, field + ".epochs", "" + epochs, "epochs in a round, or 0 for the training's over all");
        int wait = or(federation.getWaitSeconds(), WAIT_SECONDS);
        require(
                wait >= 1 && wait <= LONGEST_WAIT_SECONDS,
                field + ".waitSeconds",
                "" + wait,
                "1 to " + LONGEST_WAIT_SECONDS);
        List<String> groups = new ArrayList<>(new TreeSet<>(others));
        groups.add(group);
        return Optional.of(new Alliance(List.copyOf(groups), group, rounds, epochs, wait));
    }

    /** The groups beside this one. */
    List<String> others() {
        return groups.stream().filter(name -> !name.equals(group)).toList();
    }

    /** How a link is trained in one round. */
    Recipe round(Recipe recipe) {
        return recipe.forRound(epochs > 0 ? epochs : Math.max(1, recipe.epochs() / rounds));
    }

    private static int or(int value, int otherwise) {
        return value == 0 ? otherwise : value;
    }

    private static void require(boolean holds, String field, String value, String instead) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is " + value + "; write " + instead);
        }
    }
}
