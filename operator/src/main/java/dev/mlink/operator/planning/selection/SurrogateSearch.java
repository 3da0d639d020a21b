package dev.mlink.operator.planning.selection;

import dev.mlink.operator.planning.selection.BestSets.Scored;
import dev.mlink.operator.planning.selection.Relaxation.Bound;
import dev.mlink.operator.planning.selection.Relaxation.Cut;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Branch and bound over the {@link FacilityLocation} surrogate, most promising node first, with the bounds of
 * {@link Relaxation}. Starts from greedy sets and rounds every relaxed optimum to a set. Ends with the best sets, or at
 * the node limit with the bound that is certified by then.
 */
final class SurrogateSearch {

    /** Below this a difference in F is rounding. */
    static final double EPSILON = 1e-12;

    private static final int STEPS_AT_THE_ROOT = 300;
    private static final int STEPS_PER_NODE = 12;

    private final FacilityLocation surrogate;
    private final Relaxation relaxation;
    private final GreedySets greedy;
    private final int nodeLimit;
    private final boolean heedMinimum;
    private final BestSets best;
    private final PriorityQueue<Node> frontier = new PriorityQueue<>(
            Comparator.comparingDouble(Node::bound).reversed().thenComparingInt(Node::number));
    private int nodes;

    /** A set in the making: what is in, what may still join, and the model that is decided next. */
    private record Node(int number, BitSet active, Relaxation.Node rest, double[] levels, int next, double bound) {}

    private SurrogateSearch(FacilityLocation surrogate, int sets, int nodeLimit, boolean heedMinimum) {
        this.surrogate = surrogate;
        this.relaxation = new Relaxation(surrogate);
        this.greedy = new GreedySets(surrogate);
        this.nodeLimit = nodeLimit;
        this.heedMinimum = heedMinimum;
        this.best = new BestSets(surrogate, sets, heedMinimum);
    }

    /**
     * Searches for the best sets. The pinned models have to fit.
     *
     * @param sets how many
     * @param nodeLimit nodes to expand at most
     * @param heedMinimum look only at sets whose predicted models reach their minimum on the surrogate
     */
    static SurrogateOptimum search(FacilityLocation surrogate, int sets, int nodeLimit, boolean heedMinimum) {
        return new SurrogateSearch(surrogate, sets, nodeLimit, heedMinimum).run();
    }

    private SurrogateOptimum run() {
        BitSet pinned = surrogate.pinned();
        greedy.three(pinned).forEach(best::offer);
        var rest = new Relaxation.Node(surrogate.choices(), surrogate.room(pinned), surrogate.performances(pinned));
        Bound certificate = new Certificate(surrogate).least(STEPS_AT_THE_ROOT, best.leastKept());
        add(pinned, rest, certificate);
        int expanded = 0;
        while (expanded < nodeLimit
                && !frontier.isEmpty()
                && hopeful(frontier.peek().bound())) {
            branch(frontier.poll());
            expanded++;
        }
        boolean ended = frontier.isEmpty() || !hopeful(frontier.peek().bound());
        double open = frontier.isEmpty() ? 0 : frontier.peek().bound();
        List<Scored> found = best.all();
        double value = found.isEmpty() ? 0 : found.get(0).value();
        return new SurrogateOptimum(
                found.stream().map(s -> surrogate.names(s.set())).toList(), value, Math.max(value, open), ended);
    }

    private boolean hopeful(double bound) {
        return bound > best.worstKept() + EPSILON;
    }

    private void branch(Node node) {
        int model = node.next();
        if (model < 0) {
            return;
        }
        var active = (BitSet) node.active().clone();
        active.set(model);
        long free = node.rest().free() - surrogate.memory(model);
        if (surrogate.fits(active)) {
            double[] performances = surrogate.joined(node.rest().performances(), model);
            explore(active, new Relaxation.Node(open(node, model, free), free, performances), node);
        }
        explore(
                node.active(),
                new Relaxation.Node(
                        open(node, model, node.rest().free()),
                        node.rest().free(),
                        node.rest().performances()),
                node);
    }

    private void explore(BitSet active, Relaxation.Node rest, Node parent) {
        Bound bound = relaxation.descend(rest, parent.levels(), STEPS_PER_NODE, best.leastKept() + EPSILON);
        add(active, rest, bound);
    }

    private void add(BitSet active, Relaxation.Node rest, Bound bound) {
        if (!hopeful(bound.value()) || !canReachMinimum(rest)) {
            return;
        }
        Cut cut = relaxation.cut(rest, bound.levels());
        best.offer(greedy.grown(rounded(active, cut.rounded()), true));
        frontier.add(new Node(nodes++, active, rest, bound.levels(), cut.critical(), bound.value()));
    }

    /** The set with those that the relaxation takes; it knows nothing of devices, so that some may find no place. */
    private BitSet rounded(BitSet active, BitSet taken) {
        var rounded = (BitSet) active.clone();
        rounded.or(taken);
        if (surrogate.fits(rounded)) {
            return rounded;
        }
        var placed = (BitSet) active.clone();
        taken.stream().filter(model -> surrogate.joins(placed, model)).forEach(placed::set);
        return placed;
    }

    /** What may still join when this model is decided and so much is free. */
    private BitSet open(Node node, int model, long free) {
        var open = (BitSet) node.rest().open().clone();
        open.clear(model);
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            open.set(i, surrogate.memory(i) <= free);
        }
        return open;
    }

    /** Whether everything that may still be added would bring every model to its minimum. */
    private boolean canReachMinimum(Relaxation.Node rest) {
        if (!heedMinimum) {
            return true;
        }
        double[] everything = rest.performances().clone();
        rest.open().stream().forEach(i -> surrogate.join(everything, i));
        return surrogate.reachesMinimum(everything);
    }
}
