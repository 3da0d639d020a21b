package dev.mlink.operator.planning.selection;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Branch and bound over the {@link FacilityLocation} surrogate, most promising node first. Since gains only shrink as a
 * set grows, F(A and more) is at most F(A) plus the fractional knapsack of the gains at A; and at most F of A with
 * everything that still fits. Ends at the optimum, or at the node limit with the bound that is certified by then.
 */
final class SurrogateSearch {

    /** Below this a difference in F is rounding. */
    private static final double EPSILON = 1e-12;

    private final SelectionProblem problem;
    private final FacilityLocation surrogate;
    private final BitSet choices;
    private final int nodeLimit;
    private final boolean heedMinimum;

    /**
     * @param nodeLimit nodes to expand at most
     * @param heedMinimum look only at sets whose predicted models reach their minimum on the surrogate
     */
    SurrogateSearch(SelectionProblem problem, int nodeLimit, boolean heedMinimum) {
        this.problem = problem;
        this.surrogate = new FacilityLocation(problem);
        this.nodeLimit = nodeLimit;
        this.heedMinimum = heedMinimum;
        this.choices = new BitSet();
        Models.of(problem).choices().forEach(c -> choices.or(surrogate.indices(Set.of(c.name()))));
    }

    /** The best set; empty when none was found that reaches the minimum. The pinned models have to fit. */
    Optional<SurrogateOptimum> best() {
        Models models = Models.of(problem);
        BitSet pinned = surrogate.indices(models.pinned());
        Node root = node(
                pinned,
                new BitSet(),
                problem.budget().bytes() - models.bytes(models.pinned()),
                surrogate.performances(pinned));
        var frontier = new PriorityQueue<Node>(
                Comparator.comparingDouble(Node::bound).reversed().thenComparing(node -> node.active()
                        .toString()));
        if (!hopeful(root)) {
            return Optional.empty();
        }
        frontier.add(root);
        Optional<Node> best = better(better(Optional.empty(), dive(root, true)), dive(root, false));
        for (int expanded = 0; expanded < nodeLimit && !frontier.isEmpty(); expanded++) {
            Node node = frontier.poll();
            if (settledBy(best, node)) {
                frontier.clear();
                break;
            }
            best = better(best, node);
            branch(node, frontier);
        }
        double open = frontier.isEmpty() ? 0 : frontier.peek().bound();
        return best.map(node ->
                new SurrogateOptimum(surrogate.names(node.active()), node.value(), Math.max(node.value(), open)));
    }

    private static boolean settledBy(Optional<Node> best, Node node) {
        return best.isPresent() && node.bound() <= best.get().value() + EPSILON;
    }

    private void branch(Node node, PriorityQueue<Node> frontier) {
        if (node.next() < 0) {
            return;
        }
        var excluded = (BitSet) node.excluded().clone();
        excluded.set(node.next());
        Node without = node(node.active(), excluded, node.freeBytes(), node.performances());
        for (Node child : List.of(with(node, node.next()), without)) {
            if (hopeful(child)) {
                frontier.add(child);
            }
        }
    }

    /** Adds models to the node, the best per byte or the best at all first, until nothing fits. */
    private Node dive(Node node, boolean perByte) {
        int model = most(open(node.active(), node.excluded(), node.freeBytes()), node.performances(), perByte);
        return model < 0 ? node : dive(with(node, model), perByte);
    }

    private Node with(Node node, int model) {
        var active = (BitSet) node.active().clone();
        active.set(model);
        double[] performances = surrogate.joined(node.performances(), model);
        return node(active, node.excluded(), node.freeBytes() - memory(model), performances);
    }

    private Optional<Node> better(Optional<Node> best, Node node) {
        if (heedMinimum && !reachesMinimum(node.active())) {
            return best;
        }
        boolean greater = best.isEmpty() || node.value() > best.get().value() + EPSILON;
        return greater ? Optional.of(node) : best;
    }

    private Node node(BitSet active, BitSet excluded, long freeBytes, double[] performances) {
        BitSet open = open(active, excluded, freeBytes);
        double value = surrogate.value(performances);
        double[] everything = performances;
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            everything = surrogate.joined(everything, i);
        }
        double bound = Math.min(value + fractional(open, performances, freeBytes), surrogate.value(everything));
        int next = most(open, performances, true);
        return new Node(active, excluded, freeBytes, performances, value, Math.max(value, bound), next);
    }

    /** The most that these gains can sum to when models may be cut: the best per byte first. */
    private double fractional(BitSet open, double[] performances, long freeBytes) {
        var byDensity = open.stream()
                .mapToObj(i -> new double[] {surrogate.gain(performances, i), memory(i)})
                .sorted(Comparator.comparingDouble((double[] item) -> item[0] / item[1])
                        .reversed())
                .toList();
        double sum = 0;
        double left = freeBytes;
        for (double[] item : byDensity) {
            double part = Math.min(1, left / item[1]);
            sum += part * item[0];
            left -= part * item[1];
        }
        return sum;
    }

    /** The model that gains most, by itself or per byte; -1 where none is open. */
    private int most(BitSet open, double[] performances, boolean perByte) {
        int best = -1;
        double most = -1;
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            double gain = surrogate.gain(performances, i) / (perByte ? memory(i) : 1);
            if (gain > most) {
                most = gain;
                best = i;
            }
        }
        return best;
    }

    private BitSet open(BitSet active, BitSet excluded, long freeBytes) {
        var open = (BitSet) choices.clone();
        open.andNot(active);
        open.andNot(excluded);
        choices.stream().filter(i -> memory(i) > freeBytes).forEach(open::clear);
        return open;
    }

    /** Whether everything that may still be added would bring every model to its minimum. */
    private boolean hopeful(Node node) {
        if (!heedMinimum) {
            return true;
        }
        BitSet open = open(node.active(), node.excluded(), node.freeBytes());
        open.or(node.active());
        return reachesMinimum(open);
    }

    private boolean reachesMinimum(BitSet active) {
        double[] performances = surrogate.performances(active);
        return IntStream.range(0, surrogate.size())
                .allMatch(j ->
                        performances[j] >= surrogate.model(j).minPerformance().orElse(0));
    }

    private long memory(int model) {
        return surrogate.model(model).memoryBytes();
    }

    /**
     * A set in the making: what is in, what is out, how the models perform by now, what any completion can reach at most,
     * and the model that is decided next.
     */
    private record Node(
            BitSet active,
            BitSet excluded,
            long freeBytes,
            double[] performances,
            double value,
            double bound,
            int next) {}
}
