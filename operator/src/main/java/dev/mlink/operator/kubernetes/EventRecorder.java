package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.operator.metrics.GroupMetrics;
import dev.mlink.operator.status.EventReason;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events about groups, as {@code kubectl describe} shows them. What was told a moment ago is not told again: a pass that
 * waits for something looks several times a second.
 */
public final class EventRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    /** The API server takes no longer note. */
    private static final int LONGEST = 1024;

    private static final Duration QUIET = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final Clock clock;
    private final GroupMetrics metrics;
    private final Map<Told, Instant> told = new ConcurrentHashMap<>();

    public EventRecorder(KubernetesClient client, Clock clock, GroupMetrics metrics) {
        this.client = client;
        this.clock = clock;
        this.metrics = metrics;
    }

    private record Told(String group, EventReason reason, String text) {}

    /** Tells; an event that cannot be written is logged, since no decision depends on it. */
    public void tell(ModelGroup group, EventReason reason, String text) {
        Instant now = clock.instant();
        told.values().removeIf(when -> when.plus(QUIET).isBefore(now));
        boolean known = told.putIfAbsent(new Told(group.getMetadata().getUid(), reason, text), now) != null;
        if (known && !reason.tellsDeed()) {
            return;
        }
        metrics.count(group, reason);
        String name = group.getMetadata().getName();
        LOG.info("{}/{} {}: {}", group.getMetadata().getNamespace(), name, reason, text);
        try {
            client.events()
                    .v1()
                    .events()
                    .resource(event(group, reason, text, now))
                    .create();
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "{}/{}: event {} could not be written: {}",
                    group.getMetadata().getNamespace(),
                    name,
                    reason,
                    e.getMessage());
        }
    }

    private Event event(ModelGroup group, EventReason reason, String text, Instant now) {
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(group.getMetadata().getNamespace())
                .withGenerateName(group.getMetadata().getName() + "-")
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withType(reason.type())
                .withReason(reason.name())
                .withAction("Reconcile")
                .withNote(text.length() > LONGEST ? text.substring(0, LONGEST) : text)
                .withReportingController("mlink.dev/operator")
                .withReportingInstance("mlink-operator")
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(group.getApiVersion())
                        .withKind(group.getKind())
                        .withNamespace(group.getMetadata().getNamespace())
                        .withName(group.getMetadata().getName())
                        .withUid(group.getMetadata().getUid())
                        .build())
                .build();
    }
}
