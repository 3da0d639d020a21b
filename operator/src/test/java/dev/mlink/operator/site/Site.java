package dev.mlink.operator.site;

import dev.mlink.api.testing.KubernetesApi;
import dev.mlink.api.testing.OwnEndpoint;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.triton.testing.TritonServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Everything around the operator, started once for a test class. */
public final class Site implements AutoCloseable {

    public static final String NAMESPACE = "site";
    private static final String TRITON_SERVICE = "triton";

    private final KubernetesApi api;
    private final TritonServer triton;
    private final LocalNode node;

    /** @param flags more flags of Triton */
    public Site(Path directory, Path repository, String... flags) {
        this.api = KubernetesApi.start();
        this.triton = TritonServer.start(
                repository,
                Stream.concat(Stream.of("--grpc-address", "0.0.0.0", "--http-address", "0.0.0.0"), Stream.of(flags))
                        .toArray(String[]::new));
        api.namespace(NAMESPACE);
        this.node = new LocalNode(api.admin(), directory);
        admin().resource(OwnEndpoint.find().of(NAMESPACE, TRITON_SERVICE)).create();
    }

    public KubernetesApi api() {
        return api;
    }

    public KubernetesClient admin() {
        return api.admin();
    }

    public TritonServer triton() {
        return triton;
    }

    public LocalNode node() {
        return node;
    }

    /** Applies a group whose text has the placeholders GRPC_PORT and HTTP_PORT. */
    public ModelGroup apply(String yaml) {
        String text = yaml.replace("GRPC_PORT", Integer.toString(triton.grpc().port()))
                .replace("HTTP_PORT", triton.http().substring(triton.http().indexOf(':') + 1));
        return admin().resource(Serialization.unmarshal(text, ModelGroup.class))
                .inNamespace(NAMESPACE)
                .serverSideApply();
    }

    public ModelGroup group(String name) {
        return admin().resources(ModelGroup.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    /** Changes a group as `kubectl edit` would: again when the operator has written to it meanwhile. */
    public void edit(String name, UnaryOperator<ModelGroup> change) {
        while (true) {
            try {
                admin().resources(ModelGroup.class)
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .edit(change);
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
            }
        }
    }

    /** Waits for a group to be as said; fails with what it is instead. */
    public ModelGroup await(String name, String what, Duration patience, Predicate<ModelGroup> condition) {
        Instant end = Instant.now().plus(patience);
        ModelGroup last = group(name);
        while (last == null || !condition.test(last)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(what + " did not come about in " + patience.toSeconds() + " s; the group is "
                        + (last == null ? "gone" : Serialization.asYaml(last.getStatus())));
            }
            pause();
            last = group(name);
        }
        return last;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted");
        }
    }

    @Override
    public void close() {
        for (AutoCloseable part : List.of(node, triton, api)) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("closing the site: " + e);
            }
        }
    }
}
