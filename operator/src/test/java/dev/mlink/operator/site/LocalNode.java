package dev.mlink.operator.site;

import dev.mlink.api.testing.JobEnd;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a kubelet and the controllers would do, for one pod per Deployment and one per Job: makes the Pod object, lays out
 * its volumes as directories, runs the image's program as a process, and reports how it goes.
 */
public final class LocalNode implements AutoCloseable {

    private final KubernetesClient admin;
    private final Path directory;
    private final Map<String, Process> processes = new HashMap<>();
    private final Map<String, PodAddress> addresses = new HashMap<>();
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

    public LocalNode(KubernetesClient admin, Path directory) {
        this.admin = admin;
        this.directory = directory;
        loop.scheduleWithFixedDelay(this::sync, 0, 200, TimeUnit.MILLISECONDS);
    }

    /** Kills the process of a pod, as a crash would; the node starts it again. */
    public synchronized void kill(String pod) {
        processes.get(pod).destroyForcibly();
    }

    /** The directory that stands for a claim. */
    public Path claim(String name) {
        return directory.resolve("claim-" + name);
    }

    private synchronized void sync() {
        try {
            List<Deployment> deployments = admin.apps()
                    .deployments()
                    .inNamespace(Site.NAMESPACE)
                    .list()
                    .getItems();
            List<Job> jobs = admin.batch().v1().jobs().inAnyNamespace().list().getItems();
            deployments.forEach(this::serve);
            jobs.forEach(this::work);
            reap(deployments);
        } catch (RuntimeException | IOException e) {
            System.err.println("local node: " + e); // the next round tries again
        }
    }

    private void serve(Deployment deployment) {
        String pod = deployment.getMetadata().getName() + "-0";
        Process process = processes.get(pod);
        if (process == null || !process.isAlive()) {
            start(
                    deployment.getMetadata().getNamespace(),
                    pod,
                    labels(deployment),
                    deployment.getSpec().getTemplate().getSpec());
        }
        report(deployment.getMetadata().getNamespace(), pod, "Running", address(pod));
    }

    private PodAddress address(String pod) {
        return addresses.computeIfAbsent(pod, name -> new PodAddress(addresses.size()));
    }

    private static Map<String, String> labels(Deployment deployment) {
        return deployment.getSpec().getTemplate().getMetadata().getLabels();
    }

    private void work(Job job) {
        String name = job.getMetadata().getName();
        if (job.getStatus() != null
                && job.getStatus().getConditions() != null
                && !job.getStatus().getConditions().isEmpty()) {
            return;
        }
        if (!processes.containsKey(name)) {
            start(
                    job.getMetadata().getNamespace(),
                    name,
                    Map.of("batch.kubernetes.io/job-name", name),
                    job.getSpec().getTemplate().getSpec());
        } else if (!processes.get(name).isAlive()) {
            boolean done = processes.get(name).exitValue() == 0;
            admin.resource(job).editStatus(old -> done ? new JobEnd(old).complete() : new JobEnd(old).failed());
        }
    }

    private void start(String namespace, String pod, Map<String, String> labels, PodSpec spec) {
        Container container = spec.getContainers().get(0);
        Path home = directory.resolve(pod);
        Map<String, String> paths = new HashMap<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Volume volume = spec.getVolumes().stream()
                    .filter(one -> one.getName().equals(mount.getName()))
                    .findFirst()
                    .orElseThrow();
            paths.put(mount.getMountPath(), layOut(namespace, home, volume).toString());
        }
        admin.pods()
                .inNamespace(namespace)
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(pod)
                        .withLabels(labels)
                        .endMetadata()
                        .withSpec(spec.edit().withServiceAccountName("default").build())
                        .build())
                .serverSideApply();
        processes.put(pod, new RuntimeProcess(home, pod, paths, address(pod)).start(container));
    }

    private Path layOut(String namespace, Path home, Volume volume) {
        Path path = volume.getPersistentVolumeClaim() != null
                ? claim(volume.getPersistentVolumeClaim().getClaimName())
                : home.resolve(volume.getName());
        try {
            Files.createDirectories(path);
            for (Map.Entry<String, String> file : files(namespace, volume).entrySet()) {
                Files.writeString(path.resolve(file.getKey()), file.getValue());
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> files(String namespace, Volume volume) {
        if (volume.getConfigMap() != null) {
            ConfigMap map = admin.configMaps()
                    .inNamespace(namespace)
                    .withName(volume.getConfigMap().getName())
                    .get();
            return map == null ? Map.of() : map.getData();
        }
        if (volume.getSecret() != null) {
            Secret secret = admin.secrets()
                    .inNamespace(namespace)
                    .withName(volume.getSecret().getSecretName())
                    .get();
            Map<String, String> files = new HashMap<>();
            secret.getData()
                    .forEach((key, text) ->
                            files.put(key, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
            return files;
        }
        return Map.of();
    }

    private void report(String namespace, String name, String phase, PodAddress address) {
        Pod pod = admin.pods().inNamespace(namespace).withName(name).get();
        if (pod == null) {
            return;
        }
        admin.pods().inNamespace(namespace).withName(name).editStatus(old -> old.edit()
                .editOrNewStatus()
                .withPhase(phase)
                .withPodIP(address.ip())
                .withConditions()
                .addNewCondition()
                .withType("Ready")
                .withStatus(RuntimeProcess.ready(address) ? "True" : "False")
                .endCondition()
                .endStatus()
                .build());
    }

    /** Pods of Deployments that are gone end with them. */
    private void reap(List<Deployment> deployments) throws IOException {
        for (Pod pod : admin.pods().inAnyNamespace().list().getItems()) {
            String name = pod.getMetadata().getName();
            boolean wanted = deployments.stream()
                    .anyMatch(deployment -> name.equals(deployment.getMetadata().getName() + "-0"));
            boolean served = name.endsWith("-runtime-0");
            if (served && !wanted) {
                Process process = processes.remove(name);
                if (process != null) {
                    process.destroy();
                }
                admin.resource(pod).withGracePeriod(0).delete();
            }
        }
    }

    @Override
    public synchronized void close() {
        loop.shutdownNow();
        processes.values().forEach(Process::destroyForcibly);
    }
}
