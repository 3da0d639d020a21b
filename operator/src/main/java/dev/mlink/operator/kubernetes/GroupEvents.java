package dev.mlink.operator.kubernetes;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.operator.status.EventReason;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events about one group, as `kubectl describe` shows them. */
public record GroupEvents(KubernetesClient client, ModelGroup group) {

    private static final Logger LOG = LoggerFactory.getLogger(GroupEvents.class);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    /** The API server takes no longer note. */
    private static final int LONGEST = 1024;

    /** Tells; an event that cannot be written is logged, since no decision depends on it. */
    public void tell(EventReason reason, String text, Instant now) {
        String name = group.getMetadata().getName();
        LOG.info("{}/{} {}: {}", group.getMetadata().getNamespace(), name, reason, text);
        try {
            client.events().v1().events().resource(event(reason, text, now)).create();
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "{}/{}: event {} could not be written: {}",
                    group.getMetadata().getNamespace(),
                    name,
                    reason,
                    e.getMessage());
        }
    }

    private Event event(EventReason reason, String text, Instant now) {
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
