package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;

/** One training of one profile: a Job from the runtime's image, and the plan that it reads. */
public record TrainingJob(GroupNames names, PodTemplate template, PodStore store, String profile) {

    public static final String PLAN = "plan.json";
    private static final int RETRIES = 3;

    public Job build() {
        RuntimePodSpec pod = new RuntimePodSpec(template, store);
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.training(profile))
                .withLabels(names.labels(GroupNames.TRAINING_COMPONENT))
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(names.labels(GroupNames.TRAINING_COMPONENT))
                .endMetadata()
                .withSpec(pod.builder()
                        .withRestartPolicy("Never")
                        .addToVolumes(new VolumeBuilder()
                                .withName("plan")
                                .withNewConfigMap()
                                .withName(names.training(profile))
                                .endConfigMap()
                                .build())
                        .withContainers(pod.container("train", "train", "--plan", "/etc/mlink/training/" + PLAN)
                                .withTerminationMessagePolicy("FallbackToLogsOnError")
                                .addNewVolumeMount()
                                .withName("plan")
                                .withMountPath("/etc/mlink/training")
                                .withReadOnly(true)
                                .endVolumeMount()
                                .build())
                        .build())
                .endTemplate()
                .endSpec()
                .build();
    }

    /** @param plan a {@code TrainingPlan} as JSON */
    public ConfigMap plan(String plan) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.training(profile))
                .withLabels(names.labels(GroupNames.TRAINING_COMPONENT))
                .endMetadata()
                .withData(Map.of(PLAN, plan))
                .build();
    }
}
