package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;

import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A link-runtime whose own Triton has {@code twice}, which answers 2 x + 1, and a larger one to escalate to that has
 * {@code halved}, which answers .5 x - 1.
 */
final class EscalationSite implements AutoCloseable {
    private final TritonServer own;
    private final TritonServer large;
    private final RuntimeProcess runtime;
    private int groups;

    EscalationSite(Path home) throws IOException {
        own = TritonServer.serving(TestModel.affine("twice", AffineGroup.WIDTH, 2, 1));
        large = TritonServer.serving(TestModel.affine("halved", AffineGroup.WIDTH, .5, -1));
        own.load("twice");
        large.load("halved");
        runtime = RuntimeProcess.start(home, Map.of());
    }

    RuntimeProcess runtime() {
        return runtime;
    }

    InferenceClient client() {
        return new InferenceClient(runtime.grpc());
    }

    /** What was learned, in the runtime's store. */
    AffineGroup learned() {
        return new AffineGroup(new Store(runtime.store()).artifacts());
    }

    /** A table without models, of a group that the runtime has not seen yet: endpoint {@code t0} is its own Triton. */
    RoutingTable.Builder table() {
        return AffineGroup.table(1)
                .setGroupUid("uid-" + groups++)
                .addEndpoints(endpoint("t0", own.grpc().toString(), own.http()))
                .addEscalation(endpoint("large", large.grpc().toString(), large.http()));
    }

    @Override
    public void close() {
        runtime.close();
        own.close();
        large.close();
    }
}
