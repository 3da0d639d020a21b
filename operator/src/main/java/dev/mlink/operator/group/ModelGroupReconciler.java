package dev.mlink.operator.group;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.operator.group.decision.Decider;
import dev.mlink.operator.group.decision.Plan;
import dev.mlink.operator.group.decision.Practice;
import dev.mlink.operator.group.decision.Stage;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.resource.StatusWriter;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.kubernetes.Cluster;
import dev.mlink.operator.kubernetes.EventRecorder;
import dev.mlink.operator.kubernetes.GroupWatches;
import dev.mlink.operator.kubernetes.LeanStore;
import dev.mlink.operator.kubernetes.LiveCluster;
import dev.mlink.operator.kubernetes.NamespaceSecrets;
import dev.mlink.operator.kubernetes.WatchedCluster;
import dev.mlink.operator.metrics.GroupMetrics;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.triton.MemoryMeter;
import dev.mlink.operator.triton.TritonControl;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass of a group: observe, decide, apply, report. A pass looks at what the informers hold; when there is something
 * to do or to write, it looks again at what the API server says and decides by that, since an informer may be some
 * moments behind, even behind what the pass before has written to the group's own status. Where more is to be done at once
 * it goes on like that, and after a pass that did something the next one looks there first.
 */
@ControllerConfiguration(name = "modelgroup", informer = @Informer(itemStore = LeanStore.class))
@GradualRetry(maxAttempts = -1, initialInterval = 500, intervalMultiplier = 2, maxInterval = 15_000)
public final class ModelGroupReconciler implements Reconciler<ModelGroup>, Cleaner<ModelGroup>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelGroupReconciler.class);
    /** Then other groups have theirs. */
    private static final int MOST_TURNS = 64;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** Rounds of all groups that serve together; as many take about a minute. */
    private static final int PRACTICE_ROUNDS = 600;

    private static final Duration PRACTICE_PACE = Duration.ofMillis(100);

    private final KubernetesClient client;
    private final TritonDoor door;
    private final RuntimeControl runtime;
    private final OperatorSettings settings;
    private final GroupObserver observer;
    private final GroupMetrics metrics;
    private final EventRecorder events;
    private final Decider decider = new Decider();
    private final Practice practice = new Practice(decider);
    private final AtomicInteger practised = new AtomicInteger();
    /** Groups, by UID, whose last pass did something; to be forgotten costs a look. */
    private final Set<String> moving = ConcurrentHashMap.newKeySet();

    private final ExecutorService aside = Executors.newCachedThreadPool(ModelGroupReconciler::helper);

    private volatile Cluster watched;

    public ModelGroupReconciler(
            KubernetesClient client,
            TritonControl triton,
            RuntimeControl runtime,
            MemoryMeter meter,
            OperatorSettings settings,
            GroupMetrics metrics,
            Clock clock) {
        this.client = client;
        this.door = new TritonDoor(triton, new NamespaceSecrets(client));
        this.runtime = runtime;
        this.settings = settings;
        this.metrics = metrics;
        this.observer = new GroupObserver(client, triton, door, runtime, meter, settings, aside, clock);
        this.events = new EventRecorder(client, clock, metrics);
    }

    @Override
    public UpdateControl<ModelGroup> reconcile(ModelGroup group, Context<ModelGroup> context) {
        metrics.show(group, reported(group));
        if (!moving.remove(group.getMetadata().getUid())) {
            Observation seen = observer.observe(group, watched);
            Plan plan = decider.decide(seen);
            if (!plan.acts() && status(seen, plan, seen.memory(), group).equals(reported(group))) {
                boolean practises = plan.stage() == Stage.SERVING && practised.get() < PRACTICE_ROUNDS;
                return practises
                        ? practised(seen, group, context).rescheduleAfter(PRACTICE_PACE)
                        : UpdateControl.<ModelGroup>noUpdate().rescheduleAfter(plan.nextLook());
            }
        }
        return current(group, context);
    }

    /** As if there were something to do, up to what would be written. */
    private UpdateControl<ModelGroup> practised(Observation seen, ModelGroup group, Context<ModelGroup> context) {
        try {
            practice.round(seen, practised.getAndIncrement()).ifPresent(round -> practise(seen, group, round));
        } catch (RuntimeException failed) {
            LOG.debug("a switch on paper", failed); // the group is well
        }
        return current(group, context);
    }

    /** What is rendered goes nowhere. */
    private void practise(Observation seen, ModelGroup group, Practice.Round round) {
        ModelGroupStatus status = status(seen.withMemory(round.memory()), round.plan(), round.memory(), group);
        client.getKubernetesSerialization().asJson(patch(group, status));
        executor(group, seen).apply(round.looks());
    }

    /** By what the API server says now. */
    private UpdateControl<ModelGroup> current(ModelGroup group, Context<ModelGroup> context) {
        return Optional.ofNullable(client.resource(group).get())
                .map(now -> act(now, context))
                .orElseGet(UpdateControl::noUpdate);
    }

    /** Goes on as long as there is more to do at once: models are predicted meanwhile, and a queue takes its time. */
    private UpdateControl<ModelGroup> act(ModelGroup group, Context<ModelGroup> context) {
        try (StatusWriting writing = new StatusWriting(client, context, aside, group)) {
            ModelGroup now = group;
            for (int turns = 1; now.getMetadata().getDeletionTimestamp() == null; turns++) {
                Turn turn = turn(now);
                if (!turn.goesOn() || turns == MOST_TURNS) {
                    return turn.control();
                }
                now = turn.remembers() ? writing.write(turn.news()) : writing.writeMeanwhile(turn.news());
                metrics.show(now, reported(now));
            }
            return UpdateControl.noUpdate();
        }
    }

    private Turn turn(ModelGroup group) {
        Observation seen = observer.observe(group, live());
        Plan plan = decider.decide(seen);
        var outcome = executor(group, seen).apply(plan);
        if (plan.acts()) {
            moving.add(group.getMetadata().getUid());
        }
        if (!outcome.failure().isEmpty()) {
            LOG.warn("{}/{}: {}", seen.spec().namespace(), seen.spec().name(), outcome.failure());
        }
        ModelGroupStatus status = status(outcome.after(), plan, outcome.memory(), group);
        boolean failed = !outcome.failure().isEmpty();
        return new Turn(
                Optional.of(status)
                        .filter(written -> !written.equals(reported(group)))
                        .map(written -> patch(group, written)),
                outcome.overtaken()
                        || !outcome.memory()
                                .withEstimates(Map.of())
                                .equals(seen.memory().withEstimates(Map.of())),
                plan.goesOn() && !failed,
                failed ? AFTER_FAILURE : plan.nextLook());
    }

    /**
     * What one look has led to.
     *
     * @param news the status to write, where it has changed
     * @param remembers the status holds what has to be known before anything else is done, or the group has to be read anew
     * @param goesOn there is more to do at once
     */
    private record Turn(Optional<ModelGroup> news, boolean remembers, boolean goesOn, Duration nextLook) {

        UpdateControl<ModelGroup> control() {
            return news.map(UpdateControl::patchStatus)
                    .orElseGet(UpdateControl::noUpdate)
                    .rescheduleAfter(nextLook);
        }
    }

    private static Thread helper(Runnable work) {
        Thread thread = new Thread(work, "aside");
        thread.setDaemon(true);
        return thread;
    }

    /** Writes the events that wait. */
    @Override
    public void close() {
        aside.shutdown();
        events.close();
    }

    private GroupExecutor executor(ModelGroup group, Observation seen) {
        return new GroupExecutor(client, live(), door.of(group), runtime, events, settings, aside, group, seen);
    }

    private Cluster live() {
        return new LiveCluster(client, watched);
    }

    private static ModelGroupStatus reported(ModelGroup group) {
        return group.reported().orElse(ModelGroupStatus.EMPTY);
    }

    private static ModelGroupStatus status(Observation seen, Plan plan, GroupMemory memory, ModelGroup group) {
        return new StatusWriter(seen, plan, memory, reported(group)).write();
    }

    private static ModelGroup patch(ModelGroup group, ModelGroupStatus status) {
        ModelGroup patch = new ModelGroup();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(group.getMetadata().getNamespace())
                .withName(group.getMetadata().getName())
                .build());
        patch.setStatus(status);
        return patch;
    }

    @Override
    public DeleteControl cleanup(ModelGroup group, Context<ModelGroup> context) {
        Observation seen = observer.observe(group, live());
        DeleteControl end = new GroupRestorer(client, live(), door.of(group), events, group, seen).restore();
        if (end.isRemoveFinalizer()) {
            metrics.forget(group);
            observer.forget(group);
            moving.remove(group.getMetadata().getUid());
        }
        return end;
    }

    @Override
    public ErrorStatusUpdateControl<ModelGroup> updateErrorStatus(
            ModelGroup group, Context<ModelGroup> context, Exception e) {
        LOG.error(
                "{}/{}", group.getMetadata().getNamespace(), group.getMetadata().getName(), e);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    @Override
    public List<EventSource<?, ModelGroup>> prepareEventSources(EventSourceContext<ModelGroup> context) {
        Map<Class<?>, InformerEventSource<?, ModelGroup>> sources = new GroupWatches(context).sources();
        watched = new WatchedCluster(sources, context.getPrimaryCache());
        return List.copyOf(sources.values());
    }
}
