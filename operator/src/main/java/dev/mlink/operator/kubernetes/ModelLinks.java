package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelLink;
import dev.mlink.api.v1alpha1.spec.ModelLinkSpec;
import dev.mlink.api.v1alpha1.status.ModelLinkStatus;
import dev.mlink.operator.link.LinkPairs.Pair;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.resources.LinkNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;

/** The ModelLinks of one group. */
public record ModelLinks(KubernetesClient client, GroupNames names) {
    /** Who applies a status owns what stands in it: the two parts have two owners, so that neither removes the other's. */
    private static final String FIGURES = "mlink-operator";

    private static final String TRAINING = "mlink-operator-training";

    /** Declares pairs in the operator's name; one that is there already stays as it is. */
    public void create(List<Pair> pairs, OwnerReference owner) {
        pairs.forEach(pair -> {
            try {
                client.resource(generated(pair, owner)).create();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
            }
        });
    }

    public void delete(List<String> links) {
        links.forEach(link -> client.resources(ModelLink.class)
                .inNamespace(names.namespace())
                .withName(link)
                .delete());
    }

    /** Writes the status of one link, but for the training under way. */
    public void report(String link, ModelLinkStatus status) {
        patch(link, status, FIGURES);
    }

    /** Writes how far the training under way is, and leaves the rest; nothing for an empty text. */
    public void tell(String link, String progress) {
        String training = progress.isEmpty() ? null : progress;
        patch(
                link,
                new ModelLinkStatus(null, null, null, null, null, null, null, null, null, null, null, null, training),
                TRAINING);
    }

    private void patch(String link, ModelLinkStatus status, String manager) {
        ModelLink patch = new ModelLink();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(names.namespace())
                .withName(link)
                .build());
        patch.setStatus(status);
        try {
            client.resource(patch)
                    .subresource("status")
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager(manager)
                            .withForce(true)
                            .build());
        } catch (KubernetesClientException e) {
            // a link that its user has deleted meanwhile needs no status
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private ModelLink generated(Pair pair, OwnerReference owner) {
        ModelLink link = new ModelLink();
        link.setMetadata(new ObjectMetaBuilder()
                .withNamespace(names.namespace())
                .withName(new LinkNames(names.group()).of(pair.source(), pair.target()))
                .withLabels(names.labels())
                .withOwnerReferences(owner)
                .build());
        link.setSpec(new ModelLinkSpec(names.group(), pair.source(), pair.target(), null, null, null));
        return link;
    }
}
