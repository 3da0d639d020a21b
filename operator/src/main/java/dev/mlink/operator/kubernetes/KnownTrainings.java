package dev.mlink.operator.kubernetes;

import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** How the trainings of one group stand. */
public record KnownTrainings(Cluster cluster, GroupNames names) {

    /** How the Job of that profile stands. */
    public JobState state(String profile) {
        return cluster.find(Job.class, names.namespace(), names.training(profile))
                .map(job -> state(job, profile))
                .orElseGet(JobState.Absent::new);
    }

    private JobState state(Job job, String profile) {
        if (condition(job, "Complete").isPresent()) {
            return new JobState.Succeeded();
        }
        return condition(job, "Failed")
                .<JobState>map(failed -> new JobState.Failed(lastWords(profile).orElse(failed.getMessage())))
                .orElseGet(JobState.Running::new);
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return Optional.ofNullable(job.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    /** What the newest pod that failed left as its termination message: the trainer's own sentence. */
    private Optional<String> lastWords(String profile) {
        return cluster
                .labelled(Pod.class, names.namespace(), Map.of("batch.kubernetes.io/job-name", names.training(profile)))
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
