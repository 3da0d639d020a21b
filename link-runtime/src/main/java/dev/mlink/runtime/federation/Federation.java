package dev.mlink.runtime.federation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Some rounds of one group with others: train on the own samples, leave the weights, wait for those of the others, go on
 * from the mean. A group that does not come in time is gone on without, and is not waited for again; one that has nothing
 * to average any more says so by leaving no link, so that nobody waits in vain.
 */
public final class Federation {
    private static final String REFUSED = "IncompatibleInitialisation: ";

    private final Exchange exchange;
    private final List<String> others;
    private final Patience patience;
    private final Set<String> present = new TreeSet<>();
    private final Set<String> missing = new TreeSet<>();
    private final Map<Pair, String> refused = new TreeMap<>();
    private final Map<Pair, Traffic> traffic = new TreeMap<>();

    /** @param others the groups beside this one */
    public Federation(Exchange exchange, List<String> others, Patience patience) {
        this.exchange = exchange;
        this.others = List.copyOf(others);
        this.patience = patience;
    }

    /**
     * @param proposal what the links begin with should this group be the first to come
     * @param samples how many this group trains on
     */
    public Outcome run(Contribution proposal, int samples, int rounds, LocalTraining local) throws IOException {
        present.add(proposal.group());
        Contribution start = exchange.begin(proposal);
        Map<Pair, Weights> current = begun(proposal, start);
        Map<Pair, String> digests = Contribution.digests(current);
        int round = 1;
        for (; round <= rounds && !current.isEmpty(); round++) {
            Map<Pair, Weights> trained = local.train(round, current);
            Contribution own = new Contribution(proposal.group(), proposal.training(), samples, digests, trained);
            noteDiverged(round, current, trained);
            exchange.publish(round, own);
            trained.forEach((pair, weights) -> count(pair, new Traffic(weights.bytes(), 0)));
            current = average(own, collect(round));
        }
        if (round <= rounds) {
            exchange.publish(round, nothing(proposal));
        }
        return new Outcome(
                exchange.name(),
                rounds,
                current,
                List.copyOf(present),
                List.copyOf(missing),
                Map.copyOf(refused),
                Map.copyOf(traffic));
    }

    /** That a group comes no more. */
    private static Contribution nothing(Contribution proposal) {
        return new Contribution(proposal.group(), proposal.training(), 0, Map.of(), Map.of());
    }

    /** The common start of those links that this group could have begun in that way. */
    private Map<Pair, Weights> begun(Contribution proposal, Contribution start) {
        boolean own = start.group().equals(proposal.group());
        Map<Pair, Weights> begun = new TreeMap<>();
        proposal.links().forEach((pair, proposed) -> {
            Weights common = start.links().get(pair);
            if (common == null) {
                refused.put(pair, REFUSED + "group '" + start.group() + "' began the exchange without link " + pair);
            } else if (!common.shapes().equals(proposed.shapes())) {
                refused.put(
                        pair,
                        REFUSED + "group '" + start.group() + "' began link " + pair + " with arrays " + common.shapes()
                                + ", here they are " + proposed.shapes() + "; train it alike in both groups");
            } else {
                begun.put(pair, common);
                count(pair, own ? new Traffic(common.bytes(), 0) : new Traffic(0, common.bytes()));
            }
        });
        return begun;
    }

    private void noteDiverged(int round, Map<Pair, Weights> begun, Map<Pair, Weights> trained) {
        begun.keySet().stream()
                .filter(pair -> !trained.containsKey(pair))
                .forEach(pair -> refused.put(pair, "the training diverged in round " + round));
    }

    private List<Contribution> collect(int round) throws IOException {
        List<Contribution> collected = new ArrayList<>();
        for (String group : others) {
            Optional<Contribution> found = exchange.read(round, group);
            for (int looks = 1; found.isEmpty() && !missing.contains(group) && patience.another(looks); looks++) {
                found = exchange.read(round, group);
            }
            if (found.isPresent() && !found.get().links().isEmpty()) {
                present.add(group);
                collected.add(found.get());
            } else {
                missing.add(group);
            }
        }
        return collected;
    }

    private Map<Pair, Weights> average(Contribution own, List<Contribution> collected) {
        Map<Pair, Weights> averages = new HashMap<>();
        own.links().forEach((pair, weights) -> {
            List<Contribution> having = new ArrayList<>(List.of(own));
            collected.stream()
                    .filter(contribution -> contribution.links().containsKey(pair))
                    .forEach(having::add);
            having.subList(1, having.size())
                    .forEach(other ->
                            count(pair, new Traffic(0, other.links().get(pair).bytes())));
            try {
                averages.put(pair, new FederatedAverage(pair).of(having));
            } catch (IncompatibleInitialisationException wrong) {
                refused.put(pair, REFUSED + wrong.getMessage());
            }
        });
        return averages;
    }

    private void count(Pair pair, Traffic more) {
        traffic.merge(pair, more, Traffic::plus);
    }
}
