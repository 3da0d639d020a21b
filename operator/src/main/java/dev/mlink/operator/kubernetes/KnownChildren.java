package dev.mlink.operator.kubernetes;

import dev.mlink.operator.resources.Fingerprint;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Objects that a group owns, as the cluster has them. */
public record KnownChildren(Cluster cluster) {

    /** Whether the object is there as asked for. */
    public boolean upToDate(HasMetadata desired) {
        return find(desired)
                .map(found -> found.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Children.DESIRED))
                .filter(new Fingerprint(desired).text()::equals)
                .isPresent();
    }

    /** Whether some object of that name is there. */
    public boolean exists(HasMetadata desired) {
        return find(desired).isPresent();
    }

    private Optional<? extends HasMetadata> find(HasMetadata desired) {
        return cluster.find(
                desired.getClass(),
                desired.getMetadata().getNamespace(),
                desired.getMetadata().getName());
    }
}
