package dev.mlink.operator.kubernetes;

import dev.mlink.operator.resources.AdminCertificate;
import dev.mlink.operator.resources.AdminDoor;
import dev.mlink.operator.resources.AdminSecret;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.resources.RuntimeDeployment;
import dev.mlink.operator.runtime.RuntimeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The link-runtime pods of one group. */
public record RuntimePods(Cluster cluster, GroupNames names) {

    /** Pods that have an address and have not ended. */
    public List<Pod> addressable() {
        return all().stream()
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
                .filter(pod ->
                        !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()))
                .toList();
    }

    /** Every pod, also without address. */
    public List<Pod> all() {
        return cluster.labelled(Pod.class, names.namespace(), names.labels(GroupNames.RUNTIME_COMPONENT));
    }

    /** By Kubernetes' readiness. */
    public static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** Where the admin port of one of them is. */
    public RuntimeAddress admin(Pod pod, String token) {
        Optional<RuntimeAddress.Encryption> encryption = Optional.of(pod)
                .filter(AdminDoor::encrypted)
                .map(encrypted -> new AdminCertificate(names, secret(names.adminCertificate())).trusted())
                .map(trusted -> new RuntimeAddress.Encryption(trusted.orElse(""), AdminCertificate.host(names)));
        return new RuntimeAddress(pod.getStatus().getPodIP(), RuntimeDeployment.ADMIN, token, encryption);
    }

    /** What opens their admin port; empty before the Secret is made. */
    public Optional<String> token() {
        return secret(names.admin())
                .map(Secret::getData)
                .map(data -> data.get(AdminSecret.KEY))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    private Optional<Secret> secret(String name) {
        return cluster.remembered()
                .find(Secret.class, names.namespace(), name)
                .or(() -> cluster.find(Secret.class, names.namespace(), name));
    }
}
