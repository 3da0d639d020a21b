package dev.mlink.operator.group;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Writes the statuses of one group in order, and what nothing depends on while the group goes on already: the API server
 * takes its time for each, and models are predicted meanwhile. A write that fails does so where the next one begins.
 */
final class StatusWriting implements AutoCloseable {

    private final KubernetesClient client;
    private final Context<ModelGroup> context;
    private final Executor writers;
    private Aside<ModelGroup> last;

    /** @param group as the API server has it */
    StatusWriting(KubernetesClient client, Context<ModelGroup> context, Executor writers, ModelGroup group) {
        this.client = client;
        this.context = context;
        this.writers = writers;
        this.last = new Aside<>(CompletableFuture.completedFuture(group));
    }

    /** The group as the API server has it, once what was begun is written. */
    ModelGroup written() {
        return last.get();
    }

    /** Writes, or only asks where there is no news; the group afterwards. */
    ModelGroup write(Optional<ModelGroup> news) {
        begin(news);
        return written();
    }

    /** Begins to write; the group as it will be then. */
    ModelGroup writeMeanwhile(Optional<ModelGroup> news) {
        ModelGroup before = begin(news);
        return news.map(ModelGroup::getStatus)
                .map(status -> with(before, status))
                .orElse(before);
    }

    @Override
    public void close() {
        written();
    }

    private ModelGroup begin(Optional<ModelGroup> news) {
        ModelGroup before = written();
        last = Aside.of(writers, () -> news.map(
                        patch -> PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(before, patch, context))
                .orElseGet(() -> client.resource(before).require()));
        return before;
    }

    private static ModelGroup with(ModelGroup group, ModelGroupStatus status) {
        ModelGroup with = new ModelGroup();
        with.setMetadata(group.getMetadata());
        with.setSpec(group.getSpec());
        with.setStatus(status);
        return with;
    }
}
