package dev.mlink.operator.kubernetes;

import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
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

    /** Names of all training Jobs of the group. */
    public List<String> all() {
        return client
                .batch()
                .v1()
                .jobs()
                .inNamespace(names.namespace())
                .withLabels(names.labels(GroupNames.TRAINING_COMPONENT))
                .list()
                .getItems()
                .stream()
                .map(job -> job.getMetadata().getName())
                .toList();
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return Optional.ofNullable(job.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    /** What the newest pod of the Job left as its termination message: the trainer's own sentence. */
    private Optional<String> lastWords(String profile) {
        return client
                .pods()
                .inNamespace(names.namespace())
                .withLabel("batch.kubernetes.io/job-name", names.training(profile))
                .list()
                .getItems()
                .stream()
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .flatMap(TrainingJobs::termination)
                .map(ContainerStateTerminated::getMessage)
                .map(String::strip)
                .filter(message -> !message.isEmpty());
    }

    private static Optional<ContainerStateTerminated> termination(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(container -> container.getState().getTerminated())
                .filter(terminated -> terminated != null)
                .findFirst();
    }
}
