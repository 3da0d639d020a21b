package dev.mlink.operator.group;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.ProfiledModel;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.operator.group.decision.DryRun;
import dev.mlink.operator.group.decision.Ensembles;
import dev.mlink.operator.group.decision.Learned;
import dev.mlink.operator.group.decision.NextProfile;
import dev.mlink.operator.group.decision.Outdated;
import dev.mlink.operator.group.decision.Plan;
import dev.mlink.operator.group.decision.Step;
import dev.mlink.operator.group.decision.Tables;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.observation.RuntimePod;
import dev.mlink.operator.group.resource.ConfidenceReport;
import dev.mlink.operator.group.resource.DriftVerdict;
import dev.mlink.operator.group.resource.RescheduleRequest;
import dev.mlink.operator.group.spec.Drift;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.group.spec.Proposal;
import dev.mlink.operator.kubernetes.Annotations;
import dev.mlink.operator.kubernetes.Children;
import dev.mlink.operator.kubernetes.Cluster;
import dev.mlink.operator.kubernetes.EventRecorder;
import dev.mlink.operator.kubernetes.ModelLinks;
import dev.mlink.operator.kubernetes.Owner;
import dev.mlink.operator.kubernetes.RoutingConfigMap;
import dev.mlink.operator.kubernetes.TrainingJobs;
import dev.mlink.operator.link.LinkReports;
import dev.mlink.operator.link.TrainingPlans;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.resources.GroupChildren;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.resources.TrainingJob;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;
import dev.mlink.operator.status.EventReason;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.TritonControl;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what was decided: each step against the real world, in order, until one fails. */
final class GroupExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(GroupExecutor.class);

    private final KubernetesClient client;
    private final Cluster cluster;
    private final RuntimeControl runtime;
    private final EventRecorder events;
    private final OperatorSettings settings;
    private final Executor aside;
    private final ModelGroup group;
    private final Observation seen;
    private final GroupNames names;
    private final OwnerReference owner;
    private final TritonDriver driver;
    private final Standstill standstill;
    private final long begun = System.nanoTime();
    /** When all of the world was seen to be as it is known. */
    private long lookedAt = begun;

    private Aside<Long> rest = new Aside<>(CompletableFuture.completedFuture(begun));
    private Observation after;
    private GroupMemory memory;

    /**
     * @param cluster as the API server has it
     * @param aside for what nobody waits for, and for what is asked of several at once
     */
    GroupExecutor(
            KubernetesClient client,
            Cluster cluster,
            TritonControl triton,
            RuntimeControl runtime,
            EventRecorder events,
            OperatorSettings settings,
            Executor aside,
            ModelGroup group,
            Observation seen) {
        this.client = client;
        this.cluster = cluster;
        this.runtime = runtime;
        this.events = events;
        this.settings = settings;
        this.aside = aside;
        this.group = group;
        this.seen = seen;
        this.names = new GroupNames(seen.spec().namespace(), seen.spec().name());
        this.owner = new Owner(group).reference();
        this.driver = new TritonDriver(triton, () -> after, this::now, this::tell);
        this.standstill = new Standstill(client, cluster, runtime, group);
        this.after = seen;
        this.memory = seen.memory();
    }

    /**
     * The group's memory afterwards, and why the pass ended early if it did.
     *
     * @param after what was observed, with the table that was published since
     * @param failure one sentence; empty when nothing failed
     * @param overtaken whether it ended since what it had seen is not so any more, or not yet so
     */
    record Outcome(Observation after, GroupMemory memory, String failure, boolean overtaken) {}

    Outcome apply(Plan plan) {
        try {
            plan.steps().forEach(this::apply);
            return new Outcome(after, memory, "", false);
        } catch (NotYet e) {
            LOG.debug("left to the next look: {}", e.getMessage());
            return new Outcome(after, memory, "", true);
        } catch (StepFailed e) {
            return new Outcome(after, e.remembered(memory), e.getMessage(), false);
        }
    }

    private void apply(Step step) {
        if (step instanceof Step.ApplyChildren children) {
            applyChildren(children.names());
        } else if (step instanceof Step.CreateLinks links) {
            new ModelLinks(client, names).create(links.pairs(), owner);
        } else if (step instanceof Step.DeleteLinks links) {
            new ModelLinks(client, names).delete(links.names());
        } else if (step instanceof Step.ReportLinks links) {
            reportLinks(links.training());
        } else if (step instanceof Step.TellLinks links) {
            links.news().forEach(new ModelLinks(client, names)::tell);
        } else if (step instanceof Step.Remember remember) {
            memory = remember.memory();
        } else if (step instanceof Step.Publish publish) {
            publish(publish);
        } else if (step instanceof Step.Foretell table) {
            new Learned(memory).training().ifPresent(training -> foretell(table, training));
        } else if (step instanceof Step.Push push) {
            push(push.pod());
        } else if (step instanceof Step.AwaitDrain drain) {
            new Drains(runtime, seen.pods()).await(drain.busy(), text -> tell(EventReason.ModelDrained, text));
        } else if (step instanceof Step.AwaitQuiet quiet) {
            standstill.awaitQuiet(
                    quiet.places(), after, since(lookedAt), inForce(), text -> tell(EventReason.ModelDrained, text));
        } else if (step instanceof Step.LookAt look) {
            lookAt(look.places());
        } else if (step instanceof Step.HoldStill) {
            holdStill();
        } else if (step instanceof Step.OnTriton call) {
            memory = driver.apply(call, memory);
        } else if (step instanceof Step.Restart restart) {
            new StuckTriton(client, seen.spec().namespace(), settings.restartTriton()).free(restart, this::tell);
        } else if (step instanceof Step.RunProfile profile) {
            runProfile(profile);
        } else if (step instanceof Step.HonourReschedule) {
            new Annotations(client).remove(group, RescheduleRequest.ANNOTATION);
        } else if (step instanceof Step.StartTraining training) {
            startTraining(training);
        } else if (step instanceof Step.TestDrift test) {
            testDrift(test);
        } else if (step instanceof Step.Select select) {
            select(select);
        } else if (step instanceof Step.Propose propose) {
            propose(propose);
        } else if (step instanceof Step.Tell tell) {
            tell(tell.reason(), tell.text());
        }
    }

    private void applyChildren(Set<String> outdated) {
        new OwnedObjects(new GroupChildren(group, settings.runtimeImage()), cluster)
                .apply(
                        outdated,
                        seen.now(),
                        new Children(client, owner),
                        object -> tell(
                                EventReason.NameTaken,
                                object + " exists and is not this group's: delete it, or give the group another name"));
    }

    private void reportLinks(String training) {
        Optional<TrainingReport> report = training.isEmpty()
                ? Optional.empty()
                : Optional.of(MeasuredPerformances.of(
                                runtime,
                                worker().admin(),
                                training,
                                seen.spec().learning().ladder())
                        .report());
        ModelLinks links = new ModelLinks(client, names);
        Map<String, String> outdated =
                new Outdated(seen, Optional.of(training).filter(name -> !name.isEmpty())).models();
        new LinkReports(seen.spec(), seen.links(), report, outdated, seen.now())
                .all()
                .forEach(links::report);
    }

    private void publish(Step.Publish publish) {
        TablePublisher.Publication publication = publisher().publish(publish, new Learned(memory).training());
        after = after.withPublished(publication.published(), publication.acknowledged());
        memory = memory.withEstimates(publication.estimates());
        tell(
                EventReason.RoutingPublished,
                "epoch " + publication.published().table().getEpoch() + ": " + publish.why());
        tellConfidence(new ConfidenceReport(publication.published().table()));
    }

    private void foretell(Step.Foretell table, String training) {
        TablePublisher publisher = publisher();
        aside.execute(() -> {
            try {
                publisher.foretell(table, training);
            } catch (StepFailed | RejectedExecutionException e) {
                LOG.debug("the next table is prepared when it is published: {}", e.getMessage());
            }
        });
    }

    private void tellConfidence(ConfidenceReport confidence) {
        confidence
                .uncertified()
                .forEach(model -> tell(
                        EventReason.PredictionsUncertified,
                        "predictions are not certified for maxDisagreement and not given out: " + model));
        if (confidence.escalatesNowhere()) {
            tell(EventReason.EscalationUnavailable, "no endpoint behind spec.escalation.service is ready");
        }
    }

    private void push(String name) {
        seen.pods().stream().filter(pod -> pod.name().equals(name)).forEach(pod -> seen.published()
                .ifPresent(published -> publisher().push(pod, published.table())));
    }

    private Instant now() {
        return seen.now().plus(since(begun));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Beside it, since models are predicted meanwhile, is seen whether the rest holds still. */
    private void lookAt(Set<Placement> places) {
        Observation before = after;
        rest = Aside.of(aside, () -> {
            long asked = System.nanoTime();
            standstill.require(before);
            return asked;
        });
        Aside<Void> spec = Aside.doing(aside, standstill::requireSpec);
        after = driver.lookAt(places);
        asked(spec::get);
        if (new Ensembles(after).any()) {
            throw new NotYet("a newer look, since an ensemble has come: its parts are no models like others");
        }
    }

    private void holdStill() {
        asked(() -> lookedAt = rest.get());
    }

    /** What has been done so far is not lost with a call to the API server that only makes sure. */
    private static void asked(Runnable question) {
        try {
            question.run();
        } catch (KubernetesClientException e) {
            throw new NotYet("a newer look, since the API server does not answer: " + e.getMessage());
        }
    }

    private Drains.Table inForce() {
        return after.published()
                .map(published ->
                        new Drains.Table(seen.spec().uid(), published.table().getEpoch()))
                .orElseThrow(() -> new StepFailed("no routing table is in force"));
    }

    private TablePublisher publisher() {
        return new TablePublisher(runtime, new RoutingConfigMap(client, names), owner, after, aside, this::now);
    }

    private void runProfile(Step.RunProfile profile) {
        ProfileRequest.Builder request = ProfileRequest.newBuilder()
                .setProfile(profile.id())
                .setGroupUid(seen.spec().uid())
                .setSamples(seen.spec().samples())
                .setAfter(new NextProfile(memory, seen.spec().interval())
                        .newerThan(profile.id())
                        .map(Instant::toEpochMilli)
                        .orElse(0L));
        profile.models().forEach(model -> request.addModels(profiled(model)));
        RuntimeReply<?> reply = runtime.profile(worker().admin(), request.build());
        if (reply.answer().isEmpty()) {
            throw new StepFailed("profile " + profile.id() + ": " + reply.failure());
        }
    }

    private ProfiledModel profiled(String name) {
        ModelSpec model = seen.spec().model(name).orElseThrow(() -> new StepFailed("model '" + name + "' has left"));
        String address = seen.endpoints().stream()
                .filter(endpoint -> endpoint.state(name) == ModelState.READY)
                .map(endpoint -> endpoint.grpc().toString())
                .findFirst()
                .orElseThrow(() -> new StepFailed("model '" + name + "' is loaded nowhere"));
        return ProfiledModel.newBuilder()
                .setModel(name)
                .putAllInputs(new Tables(seen).frame(Map.of()).inputs(model))
                .setOutput(model.output())
                .setGrpcAddress(address)
                .build();
    }

    private void startTraining(Step.StartTraining training) {
        GroupChildren parts = new GroupChildren(group, settings.runtimeImage());
        Optional<String> previous = new Learned(memory).training();
        TrainingPlan plan = new TrainingPlans(seen.spec(), seen.links(), previous, parts.exchange())
                .of(training.id(), training.profiled()).toBuilder()
                        .addAllInForce(
                                seen.published().map(Published::artifacts).orElseGet(TreeSet::new))
                        .build();
        TrainingJob job = parts.training(training.id());
        Children children = new Children(client, owner);
        try {
            children.apply(job.plan(JsonFormat.printer().print(plan)));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a plan of our own making cannot be printed", e);
        }
        children.apply(job.build());
        new TrainingJobs(client, names).keepOnly(training.id());
    }

    private void testDrift(Step.TestDrift test) {
        Drift drift = new DriftTester(runtime, worker().admin(), seen).test(test);
        memory = memory.withDrift(drift);
        if (drift.found()) {
            tell(EventReason.DriftFound, DriftVerdict.text(drift));
        }
    }

    private void select(Step.Select select) {
        SetChooser.Choice choice = new SetChooser(runtime, worker().admin(), seen).choose(select);
        memory = choice.memory();
        memory.target()
                .ifPresent(target -> tell(
                        choice.kept() ? EventReason.ActivationSetKept : EventReason.ActivationSetChosen,
                        String.join(", ", target.models().stream().sorted().toList()) + ": " + target.reason()));
    }

    private void propose(Step.Propose propose) {
        Step.Select select = new Step.Select(propose.training(), propose.fingerprint());
        SetChooser.Choice choice = new SetChooser(runtime, worker().admin(), seen).choose(select);
        Proposal proposal = new DryRun(seen).proposal(choice.memory());
        memory = memory.withStanding(memory.standing().proposing(proposal));
        tell(EventReason.ActivationSetProposed, DryRun.sentence(proposal));
    }

    private RuntimePod worker() {
        return seen.worker().orElseThrow(() -> new StepFailed("no link-runtime pod answers on its admin port"));
    }

    private void tell(EventReason reason, String text) {
        events.tell(group, reason, text);
    }
}
