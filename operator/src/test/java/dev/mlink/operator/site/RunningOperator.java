package dev.mlink.operator.site;

import dev.mlink.operator.group.ModelGroupReconciler;
import dev.mlink.operator.group.OperatorSettings;
import dev.mlink.operator.link.ModelLinkReconciler;
import dev.mlink.operator.metrics.GroupMetrics;
import dev.mlink.operator.runtime.RememberedFigures;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.triton.MemoryMeter;
import dev.mlink.operator.triton.MemoryReading;
import dev.mlink.operator.triton.TritonControl;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** The operator in this JVM, with the rights that the chart gives it. */
public final class RunningOperator implements AutoCloseable {

    private final Operator operator;

    public RunningOperator(KubernetesClient client, TritonControl triton, RuntimeControl runtime) {
        MemoryMeter unmeasured = metered -> new MemoryReading.NotMeasured("no kubelet here");
        operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withReconciliationTerminationTimeout(Duration.ofMillis(1)));
        OperatorSettings settings = new OperatorSettings("mlink-runtime:test", false);
        operator.register(
                new ModelGroupReconciler(
                        client,
                        triton,
                        new RememberedFigures(runtime, 1 << 20),
                        unmeasured,
                        settings,
                        new GroupMetrics(new SimpleMeterRegistry()),
                        Clock.systemUTC()),
                overrider -> overrider.settingNamespace(Site.NAMESPACE));
        operator.register(
                new ModelLinkReconciler(Clock.systemUTC()), overrider -> overrider.settingNamespace(Site.NAMESPACE));
        operator.start();
    }

    @Override
    public void close() {
        operator.stop();
    }
}
