package dev.mlink.operator;

import dev.mlink.operator.group.ModelGroupReconciler;
import dev.mlink.operator.group.OperatorSettings;
import dev.mlink.operator.link.ModelLinkReconciler;
import dev.mlink.operator.metrics.GroupMetrics;
import dev.mlink.operator.runtime.RememberedFigures;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.triton.MemoryMeter;
import dev.mlink.operator.triton.TritonControl;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the controllers once the process is up, and stops them before it goes. */
@ApplicationScoped
class OperatorStart {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorStart.class);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    /** A few kilobytes for each set of each group that serves. */
    private static final long REMEMBERED_FIGURE_BYTES = 32L << 20;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final KubernetesClient client;
    private final Operator operator;
    private final Set<String> namespaces;
    private final ModelGroupReconciler groups;
    private final ModelLinkReconciler links;

    OperatorStart(
            KubernetesClient client,
            TritonControl triton,
            RuntimeControl runtime,
            MemoryMeter meter,
            MeterRegistry meters,
            @ConfigProperty(name = "mlink.runtime.image") String runtimeImage,
            @ConfigProperty(name = "mlink.triton.restart", defaultValue = "false") boolean restartTriton,
            @ConfigProperty(name = "mlink.namespaces") Optional<Set<String>> namespaces,
            @ConfigProperty(name = "mlink.leader-election.lease") Optional<String> lease,
            @ConfigProperty(name = "mlink.leader-election.identity") Optional<String> identity) {
        this.client = client;
        this.namespaces = namespaces.map(TreeSet::new).orElseGet(TreeSet::new);
        this.groups = new ModelGroupReconciler(
                client,
                triton,
                new RememberedFigures(runtime, REMEMBERED_FIGURE_BYTES),
                meter,
                new OperatorSettings(runtimeImage, restartTriton),
                new GroupMetrics(meters),
                Clock.systemUTC());
        this.links = new ModelLinkReconciler(Clock.systemUTC());
        this.operator = new Operator(overrider -> {
            overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(meters))
                    .withStopOnInformerErrorDuringStartup(true);
            lease.ifPresent(name -> overrider.withLeaderElectionConfiguration(
                    LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(name)
                            .withIdentity(identity.orElse(null)) // null: a name that nobody else has
                            .withExitOnStopLeading(false)
                            .withLeaderCallbacks(new LeaderCallbacks(() -> {}, this::lost, leader -> {}))
                            .build()));
        });
    }

    void start(@Observes StartupEvent event) {
        operator.register(groups, overrider -> watched(overrider::settingNamespaces));
        operator.register(links, overrider -> watched(overrider::settingNamespaces));
        Thread starting = new Thread(this::startOnceReachable, "start");
        starting.setDaemon(true);
        starting.start();
    }

    /**
     * Whoever lost the lease because the API server is away comes back while it is still away. Ending then would have the
     * kubelet wait ever longer before it starts this process again, long after the API server has returned.
     */
    private void startOnceReachable() {
        try {
            while (!reachable()) {
                Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
            }
            operator.start();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.error("the operator cannot start", failed);
            Quarkus.asyncExit(1);
        }
    }

    private boolean reachable() {
        try {
            client.getKubernetesVersion();
            return true;
        } catch (KubernetesClientException away) {
            LOG.warn("the API server does not answer yet: {}", away.getMessage());
            return false;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.set(true);
        operator.stop();
        groups.close();
    }

    /** Whoever has lost the lease must not go on deciding; a stop of our own gives it back and ends by itself. */
    private void lost() {
        if (!stopping.get()) {
            LOG.error("the lease is lost: this process ends, and another one or its successor goes on");
            Quarkus.asyncExit(1);
        }
    }

    private void watched(Consumer<Set<String>> setting) {
        if (!namespaces.isEmpty()) {
            setting.accept(namespaces);
        }
    }
}
