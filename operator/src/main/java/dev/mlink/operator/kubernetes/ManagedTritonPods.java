package dev.mlink.operator.kubernetes;

import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers of a group's own Triton, as Kubernetes sees them. */
public record ManagedTritonPods(Cluster cluster, GroupNames names) {

    /** Of each server that is not ready, a sentence that says why. */
    public List<String> troubles() {
        return cluster.labelled(Pod.class, names.namespace(), names.labels(GroupNames.TRITON_COMPONENT)).stream()
                .map(ManagedTritonPods::trouble)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    /** Why a server is not ready; empty for one that is, or of which nothing is known yet. */
    static Optional<String> trouble(Pod pod) {
        return Optional.of(pod)
                .filter(one -> one.getStatus() != null && !RuntimePods.ready(one))
                .map(one -> "pod '" + one.getMetadata().getName() + "': " + trouble(one.getStatus()));
    }

    private static String trouble(PodStatus status) {
        return Stream.concat(containers(status), unscheduled(status))
                .findFirst()
                .orElseGet(() -> "starting, phase " + status.getPhase());
    }

    private static Stream<String> unscheduled(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(PodCondition::getMessage)
                .filter(Objects::nonNull);
    }

    private static Stream<String> containers(PodStatus status) {
        return status.getContainerStatuses().stream()
                .flatMap(container -> Stream.of(waiting(container), ended(container.getState())))
                .flatMap(Optional::stream);
    }

    private static Optional<String> waiting(ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(ContainerState::getWaiting)
                .filter(waiting -> !"ContainerCreating".equals(waiting.getReason()))
                .map(waiting -> sentence(waiting.getReason(), waiting.getMessage())
                        + ended(container.getLastState())
                                .map(last -> ", after " + last)
                                .orElse(""));
    }

    private static Optional<String> ended(ContainerState state) {
        return Optional.ofNullable(state)
                .map(ContainerState::getTerminated)
                .map(ended -> sentence(ended.getReason() + ", exit code " + ended.getExitCode(), ended.getMessage()));
    }

    private static String sentence(String reason, String message) {
        return message == null || message.isBlank() ? reason : reason + ", " + message.strip();
    }
}
