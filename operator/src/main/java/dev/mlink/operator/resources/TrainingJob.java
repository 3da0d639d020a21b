package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;

/**
 * One training of one profile: a Job from the runtime's image, and the plan that it reads.
 *
 * @param pods that share the work; each is replaced until its share is done
 */
public record TrainingJob(GroupNames names, PodTemplate template, PodStore store, String profile, int pods) {

    public static final String PLAN = "plan.json";
    /** A pod that is replaced goes on where the one before was. */
    private static final int RETRIES = 20;
    /** The trainer's exit code when the plan or the profile is wrong, which no repetition mends. */
    private static final int REFUSED = 3;

    public Job build() {
        ConfinedPod pod = new ConfinedPod(template, store);
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.training(profile))
                .withLabels(names.labels(GroupNames.TRAINING_COMPONENT))
                .endMetadata()
                .withNewSpec()
                .withCompletionMode("Indexed")
                .withCompletions(pods)
                .withParallelism(pods)
                .withBackoffLimit(RETRIES)
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withOperator("In")
                .withValues(REFUSED)
                .endOnExitCodes()
                .endRule()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .endPodFailurePolicy()
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
                        .withContainers(pod.container("train", arguments())
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

    /** Kubernetes tells each pod its index itself. */
    private String[] arguments() {
        return new String[] {"train", "--plan", "/etc/mlink/training/" + PLAN, "--shares", Integer.toString(pods)};
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
