package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.ModelLink;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the API server holds, as far as a pass reads it. */
public sealed interface Cluster permits LiveCluster, WatchedCluster {

    /** The object of that kind and name; empty when there is none. */
    <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name);

    /** The objects of that kind that carry all these labels. */
    <T extends HasMetadata> List<T> labelled(Class<T> kind, String namespace, Map<String, String> labels);

    /** The ModelLinks that name the group, whoever made them. */
    List<ModelLink> links(String namespace, String group);

    /** The other groups that drive a Triton at one of these addresses and the group's port, by whichever Service. */
    List<ModelGroup> neighbours(ModelGroup group, Set<String> addresses);

    /** The same some moments ago, and free: for what is right, or is looked at again, if it was so then. */
    Cluster remembered();
}
