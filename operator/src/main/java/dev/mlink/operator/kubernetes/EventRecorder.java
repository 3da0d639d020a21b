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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events about groups, as {@code kubectl describe} shows them. What was told a moment ago is not told again: a pass that
 * waits for something looks several times a second.
 */
public final class EventRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    /** The API server takes no longer note. */
    private static final int LONGEST = 1024;

    private static final Duration QUIET = Duration.ofMinutes(5);
    /** Events wait here while the API server is slow or away; a switch does not. */
    private static final int MOST_WAITING = 1_000;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final Clock clock;
    private final GroupMetrics metrics;
    private final Map<Told, Instant> told = new ConcurrentHashMap<>();
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            EventRecorder::thread,
            (event, full) -> LOG.warn("an event is only here: {} others wait for the API server", MOST_WAITING));

    public EventRecorder(KubernetesClient client, Clock clock, GroupMetrics metrics) {
        this.client = client;
        this.clock = clock;
        this.metrics = metrics;
    }

    private record Told(String group, EventReason reason, String text) {}

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "events");
        thread.setDaemon(true);
        return thread;
    }

    /** Tells, in order; an event that cannot be written is logged, since no decision depends on it. */
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
        Event event = event(group, reason, text, now);
        writer.execute(() -> write(event));
    }

    private void write(Event event) {
        try {
            client.events().v1().events().resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "{}/{}: event {} could not be written: {}",
                    event.getMetadata().getNamespace(),
                    event.getRegarding().getName(),
                    event.getReason(),
                    e.getMessage());
        }
    }

    /** Writes what waits, for a moment. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("some events were not written before the end");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
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
