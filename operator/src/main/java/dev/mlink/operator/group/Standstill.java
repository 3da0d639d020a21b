package dev.mlink.operator.group;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.kubernetes.Cluster;
import dev.mlink.operator.kubernetes.RuntimePods;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.runtime.RuntimeControl;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether the world still is as a pass has seen it: what a pass does without another look depends on that.
 *
 * @param cluster as the API server has it
 * @param begun when the pass began to act, as {@link System#nanoTime} counts
 */
record Standstill(KubernetesClient client, Cluster cluster, RuntimeControl runtime, ModelGroup group, long begun) {

    /** Models are unloaded by no older look. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(2);

    /**
     * Waits until no request is under way for what is about to be unloaded: nothing is unloaded under a pod that has come
     * since the look.
     *
     * @throws NotYet where there are other pods, or the look is too old
     */
    void awaitQuiet(Set<Placement> places, Observation seen, Drains.Table table, Consumer<String> tell) {
        GroupNames names = new GroupNames(seen.spec().namespace(), seen.spec().name());
        Map<String, Boolean> ready = new RuntimePods(cluster, names)
                .addressable().stream().collect(toMap(pod -> pod.getMetadata().getName(), RuntimePods::ready));
        Set<String> known = seen.pods().stream().map(RuntimePod::name).collect(toSet());
        if (!known.containsAll(ready.keySet()) || age().compareTo(GOOD_FOR) > 0) {
            throw new NotYet("a newer look, since there are other pods or figures took their time");
        }
        List<RuntimePod> pods = seen.pods().stream()
                .filter(pod -> ready.containsKey(pod.name()))
                .map(pod -> ready.get(pod.name()) ? pod.becomeReady() : pod)
                .toList();
        new Drains(runtime, pods).await(places, table, tell);
    }

    /** @throws NotYet where the group has changed, or has a neighbour on its Tritons that it had not */
    void require(Observation seen) {
        boolean same = Optional.ofNullable(client.resource(group).get())
                .filter(now -> now.getMetadata().getDeletionTimestamp() == null)
                .filter(now -> now.getMetadata()
                        .getGeneration()
                        .equals(group.getMetadata().getGeneration()))
                .filter(now ->
                        now.getMetadata().getUid().equals(group.getMetadata().getUid()))
                .isPresent();
        boolean alone = new NeighbourObserver(cluster)
                .of(group, seen.endpoints(), endpoint -> 0)
                .groups()
                .isEmpty();
        if (!same || seen.neighbours().shared() == alone) {
            throw new NotYet("a newer look, since the group or its neighbours have changed");
        }
    }

    /** Of the look, at least. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
