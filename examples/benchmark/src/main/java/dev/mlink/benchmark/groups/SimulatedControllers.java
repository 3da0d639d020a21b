package dev.mlink.benchmark.groups;

import dev.mlink.api.testing.JobEnd;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** What controllers and kubelets would do: a Deployment has a pod that is Ready at once, a Job is complete at once. */
final class SimulatedControllers implements AutoCloseable {

    private final KubernetesClient admin;
    private final String podAddress;
    private final ExecutorService work = Executors.newFixedThreadPool(4);

    SimulatedControllers(KubernetesClient admin, String podAddress) {
        this.admin = admin;
        this.podAddress = podAddress;
        admin.apps().deployments().inAnyNamespace().inform(new Added<>(this::serve));
        admin.batch().v1().jobs().inAnyNamespace().inform(new Added<>(this::complete));
    }

    /** Each object once, when it appears. */
    private final class Added<T> implements ResourceEventHandler<T> {
        private final Consumer<T> handler;

        Added(Consumer<T> handler) {
            this.handler = handler;
        }

        @Override
        public void onAdd(T object) {
            work.submit(() -> {
                try {
                    handler.accept(object);
                } catch (RuntimeException e) {
                    e.printStackTrace();
                }
            });
        }

        @Override
        public void onUpdate(T before, T now) {}

        @Override
        public void onDelete(T object, boolean stale) {}
    }

    private void serve(Deployment deployment) {
        var template = deployment.getSpec().getTemplate();
        var pod = admin.pods()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(deployment.getMetadata().getNamespace())
                        .withName(deployment.getMetadata().getName() + "-0")
                        .withLabels(template.getMetadata().getLabels())
                        .endMetadata()
                        .withSpec(template.getSpec()
                                .edit()
                                .withServiceAccountName("default")
                                // one server is every pod here: in plain text, like pods of an earlier operator
                                .editFirstContainer()
                                .removeMatchingFromEnv(
                                        variable -> variable.getName().equals("MLINK_ADMIN_TLS_DIRECTORY"))
                                .endContainer()
                                .build())
                        .build())
                .create();
        admin.resource(pod).editStatus(made -> made.edit()
                .editOrNewStatus()
                .withPhase("Running")
                .withPodIP(podAddress)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build());
    }

    private void complete(Job job) {
        admin.resource(job).editStatus(started -> new JobEnd(started).complete());
    }

    @Override
    public void close() {
        work.shutdownNow();
    }
}
