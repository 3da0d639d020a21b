package dev.mlink.operator.group;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.operator.group.observation.Neighbour;
import dev.mlink.operator.group.observation.Neighbourhood;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.group.spec.Claim;
import dev.mlink.operator.kubernetes.Cluster;
import dev.mlink.operator.kubernetes.RuntimePods;
import dev.mlink.operator.kubernetes.TritonEndpoints;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.runtime.RuntimeControl;
import io.fabric8.kubernetes.api.model.ObjectMeta;
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
 */
record Standstill(KubernetesClient client, Cluster cluster, RuntimeControl runtime, ModelGroup group) {

    /** Models are unloaded by no older look. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(2);

    /**
     * Waits until no request is under way for what is about to be unloaded: nothing is unloaded under a pod that has come
     * since the look.
     *
     * @param age of the look, or since it was found to hold still
     * @throws NotYet where there are other pods, or the look is too old
     */
    void awaitQuiet(Set<Placement> places, Observation seen, Duration age, Drains.Table table, Consumer<String> tell) {
        GroupNames names = new GroupNames(seen.spec().namespace(), seen.spec().name());
        Map<String, Boolean> ready = new RuntimePods(cluster, names)
                .addressable().stream().collect(toMap(pod -> pod.getMetadata().getName(), RuntimePods::ready));
        Set<String> known = seen.pods().stream().map(RuntimePod::name).collect(toSet());
        if (!known.containsAll(ready.keySet()) || age.compareTo(GOOD_FOR) > 0) {
            throw new NotYet("a newer look, since there are other pods or figures took their time");
        }
        List<RuntimePod> pods = seen.pods().stream()
                .filter(pod -> ready.containsKey(pod.name()))
                .map(pod -> ready.get(pod.name()) ? pod.becomeReady() : pod)
                .toList();
        new Drains(runtime, pods).await(places, table, tell);
    }

    /** @throws NotYet where the group has changed */
    void requireSpec() {
        ObjectMeta before = group.getMetadata();
        boolean same = Optional.ofNullable(client.resource(group).get())
                .map(ModelGroup::getMetadata)
                .filter(now -> now.getDeletionTimestamp() == null)
                .filter(now -> now.getUid().equals(before.getUid()))
                .filter(now -> now.getGeneration().equals(before.getGeneration()))
                .isPresent();
        if (!same) {
            throw new NotYet("a newer look, since the group has changed");
        }
    }

    /** @throws NotYet where pods or Tritons have come or gone, or neighbours have changed but for their claims */
    void require(Observation seen) {
        GroupNames names = new GroupNames(seen.spec().namespace(), seen.spec().name());
        Set<String> pods = new RuntimePods(cluster, names)
                .addressable().stream().map(pod -> pod.getMetadata().getName()).collect(toSet());
        Set<TritonEndpoints.Address> tritons = Set.copyOf(GroupObserver.ready(seen.spec(), cluster));
        boolean same = pods.equals(seen.pods().stream().map(RuntimePod::name).collect(toSet()))
                && tritons.equals(seen.endpoints().stream()
                        .map(endpoint -> new TritonEndpoints.Address(
                                endpoint.name(), endpoint.grpc().host()))
                        .collect(toSet()))
                && unclaimed(new NeighbourObserver(cluster).of(group, seen.endpoints(), endpoint -> 0))
                        .equals(unclaimed(seen.neighbours()));
        if (!same) {
            throw new NotYet("a newer look, since pods, Tritons or neighbours have changed");
        }
    }

    /** What each takes: whose turn it is the claims say, and this group's is not over. */
    private static Set<Neighbour> unclaimed(Neighbourhood neighbours) {
        return neighbours.groups().stream()
                .map(one -> new Neighbour(
                        one.name(), one.older(), one.leaving(), Claim.NONE, one.models(), one.budgetBytes()))
                .collect(toSet());
    }
}
