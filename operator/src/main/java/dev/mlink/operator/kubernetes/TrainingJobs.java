package dev.mlink.operator.kubernetes;

import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Training Jobs of one group. */
public record TrainingJobs(KubernetesClient client, GroupNames names) {

    /** How the Job of that profile stands. */
    public JobState state(String profile) {
        Job job = client.batch()
                .v1()
                .jobs()
                .inNamespace(names.namespace())
                .withName(names.training(profile))
                .get();
        if (job == null) {
            return new JobState.Absent();
        }
        if (condition(job, "Complete").isPresent()) {
            return new JobState.Succeeded();
        }
        return condition(job, "Failed")
                .<JobState>map(failed -> new JobState.Failed(lastWords(profile).orElse(failed.getMessage())))
                .orElseGet(JobState.Running::new);
    }

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

    private static Optional<JobCondition> condition(Job job, String type) {
        return Optional.ofNullable(job.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    /** What the newest pod that failed left as its termination message: the trainer's own sentence. */
    private Optional<String> lastWords(String profile) {
        return client
                .pods()
                .inNamespace(names.namespace())
                .withLabel("batch.kubernetes.io/job-name", names.training(profile))
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                        .reversed())
                .flatMap(pod -> termination(pod).stream())
                .filter(ended -> ended.getExitCode() != 0 && ended.getMessage() != null)
                .map(ended -> ended.getMessage().strip())
                .filter(message -> !message.isEmpty())
                .findFirst();
    }

    private static Optional<ContainerStateTerminated> termination(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(container -> container.getState().getTerminated())
                .filter(terminated -> terminated != null)
                .findFirst();
    }
}
