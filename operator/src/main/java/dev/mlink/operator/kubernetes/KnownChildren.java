package dev.mlink.operator.kubernetes;

import dev.mlink.operator.resources.Fingerprint;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * Objects that a group owns, as the cluster has them. What is as asked for is seen for nothing: whoever changes it after
 * that wakes the group.
 */
public record KnownChildren(Cluster cluster) {

    /** Whether the object is there as asked for. */
    public boolean upToDate(HasMetadata desired) {
        return upToDate(cluster.remembered(), desired) || upToDate(cluster, desired);
    }

    private static boolean upToDate(Cluster cluster, HasMetadata desired) {
        return find(cluster, desired)
                .map(found -> found.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Children.DESIRED))
                .filter(new Fingerprint(desired).text()::equals)
                .isPresent();
    }

    /** Whether some object of that name is there. */
    public boolean exists(HasMetadata desired) {
        return find(cluster.remembered(), desired).isPresent()
                || find(cluster, desired).isPresent();
    }

    private static Optional<? extends HasMetadata> find(Cluster cluster, HasMetadata desired) {
        return cluster.find(
                desired.getClass(),
                desired.getMetadata().getNamespace(),
                desired.getMetadata().getName());
    }
}
