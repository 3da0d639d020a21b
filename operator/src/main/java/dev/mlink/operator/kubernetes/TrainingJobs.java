package dev.mlink.operator.kubernetes;

import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** Training Jobs of one group. */
public record TrainingJobs(KubernetesClient client, GroupNames names) {

    /** Removes the Jobs and plans of earlier profiles: what they learned is in the store. */
    public void keepOnly(String profile) {
        List<HasMetadata> trainings = new ArrayList<>();
        trainings.addAll(client.batch()
                .v1()
                .jobs()
                .inNamespace(names.namespace())
                .withLabels(names.labels(GroupNames.TRAINING_COMPONENT))
                .list()
                .getItems());
        trainings.addAll(client.configMaps()
                .inNamespace(names.namespace())
                .withLabels(names.labels(GroupNames.TRAINING_COMPONENT))
                .list()
                .getItems());
        trainings.stream()
                .filter(object -> !object.getMetadata().getName().equals(names.training(profile)))
                .forEach(object -> client.resource(object)
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete());
    }
}
