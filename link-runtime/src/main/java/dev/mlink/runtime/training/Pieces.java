package dev.mlink.runtime.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pieces that a plan falls into, one for each target and one for the group.
 *
 * @param all in the plan's order, which is that of the report
 */
record Pieces(List<Piece> all) {

    static Pieces of(Plan plan) {
        List<Piece> pieces = new ArrayList<>();
        for (String target : plan.models().keySet()) {
            long links = plan.into(target).stream()
                    .mapToLong(link ->
                            (long) link.recipe().epochs() * link.recipe().repeats())
                    .sum();
            boolean allied =
                    plan.into(target).stream().anyMatch(link -> link.alliance().isPresent());
            pieces.add(new Piece.OfTarget(target, links + plan.ensembles().epochs(), allied));
        }
        if (plan.models().size() > 1) {
            long epochs = plan.joint().map(Recipe::epochs).orElse(0);
            pieces.add(new Piece.OfGroup(plan.joint(), epochs * plan.models().size()));
        }
        return new Pieces(List.copyOf(pieces));
    }

    /**
     * What one of several pods does, the largest piece first: each piece goes to the pod that has least so far, so that
     * every pod comes to the same division without asking the others. Pieces for which other groups are waited for come
     * first and by name: in that order in every group, no two wait for each other.
     */
    List<Piece> of(Share share) {
        long[] loads = new long[share.count()];
        List<Piece> mine = new ArrayList<>();
        List<Piece> largestFirst = new ArrayList<>(all);
        largestFirst.sort(Comparator.comparingLong(Piece::size).reversed());
        for (Piece piece : largestFirst) {
            int idlest = 0;
            for (int pod = 1; pod < loads.length; pod++) {
                idlest = loads[pod] < loads[idlest] ? pod : idlest;
            }
            loads[idlest] += piece.size();
            if (idlest == share.index()) {
                mine.add(piece);
            }
        }
        mine.sort(Comparator.comparing(Pieces::turn));
        return mine;
    }

    /** Orders allied targets by name before all else, which stays in its order. */
    private static String turn(Piece piece) {
        return piece instanceof Piece.OfTarget target && target.allied() ? "a" + target.target() : "b";
    }
}
