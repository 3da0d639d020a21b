package dev.mlink.operator.group.observation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whom a group shares its Tritons with.
 *
 * @param deviceBytes memory of the smallest device that they share; empty where nobody says, and where nobody shares
 */
public record Neighbourhood(List<Neighbour> groups, OptionalLong deviceBytes) {

    /** The Tritons are the group's own. */
    public static final Neighbourhood NONE = new Neighbourhood(List.of(), OptionalLong.empty());

    public Neighbourhood {
        groups = groups.stream().sorted(Comparator.comparing(Neighbour::name)).toList();
    }

    public boolean shared() {
        return !groups.isEmpty();
    }

    /** The older group to which a model belongs that this one names too. */
    public Optional<Neighbour> owner(String model) {
        return groups.stream()
                .filter(group -> group.older() && group.models().contains(model))
                .findFirst();
    }
}
