package dev.mlink.operator.planning.switching;

import java.util.Comparator;
import java.util.List;

/**
 * Which pods do not route by the table in force yet.
 *
 * @param behind pods that have not acknowledged it: it is pushed to them
 * @param awaited those of them that may be routing by an older one. A pod that was never ready and never had a table
 *     answers nobody, and before it does it checks its table against Triton's index
 * @param expired they had their time; the switch goes on without them
 */
record Acknowledgements(List<String> behind, List<String> awaited, boolean expired) {

    static Acknowledgements of(World world, Patience patience) {
        TableInForce table = world.table();
        List<ObservedPod> behind = world.pods().stream()
                .filter(pod -> pod.acknowledgedEpoch() < table.epoch())
                .sorted(Comparator.comparing(ObservedPod::name))
                .toList();
        return new Acknowledgements(
                behind.stream().map(ObservedPod::name).toList(),
                behind.stream()
                        .filter(pod -> pod.ready() || pod.acknowledgedEpoch() > 0)
                        .map(ObservedPod::name)
                        .toList(),
                table.age().compareTo(patience.acknowledgement()) >= 0);
    }

    /** Whether something that needs every pod to know the table has to wait. */
    boolean missing() {
        return !awaited.isEmpty() && !expired;
    }

    /** Whether somebody is left behind. */
    boolean lagging() {
        return !awaited.isEmpty() && expired;
    }
}
