package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.RuntimeStatus.ModelTraffic;
import dev.mlink.admin.v1alpha1.TrainingProgress;
import dev.mlink.runtime.profiling.ProfileProgress;
import dev.mlink.runtime.profiling.Profiles;
import dev.mlink.runtime.routing.CallsUnderWay;
import dev.mlink.runtime.routing.ModelHealth;
import dev.mlink.runtime.routing.RoutingTableReader;
import dev.mlink.runtime.routing.TableInForce;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.store.StoreUnavailableException;
import dev.mlink.runtime.upstream.InFlight;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** What the operator reads of this pod. */
public final class StatusReport {
    private static final Logger LOG = Logger.getLogger(StatusReport.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String version;
    private final RoutingTableReader reader;
    private final TableInForce tables;
    private final InFlight inFlight;
    private final CallsUnderWay underWay;
    private final ModelHealth health;
    private final Profiles profiles;
    private final SampleCount samples;
    private final Executor workers;
    private final LastKnown<Integer> sampleCount;
    private final Map<String, LastKnown<ProfileProgress>> progress = new ConcurrentHashMap<>();
    private final TrainingWatch trainings;

    /** @param workers ask the store */
    public StatusReport(
            String version,
            RoutingTableReader reader,
            TableInForce tables,
            InFlight inFlight,
            CallsUnderWay underWay,
            ModelHealth health,
            Profiles profiles,
            Store store,
            Executor workers) {
        this.version = version;
        this.reader = reader;
        this.tables = tables;
        this.inFlight = inFlight;
        this.underWay = underWay;
        this.health = health;
        this.profiles = profiles;
        this.samples = new SampleCount(store.samples());
        this.workers = workers;
        this.sampleCount = new LastKnown<>(workers, PATIENCE);
        this.trainings = new TrainingWatch(store.trainings(), workers, Clock.systemUTC());
    }

    /**
     * @param profile the one whose progress is told; empty for none
     * @param training likewise
     */
    RuntimeStatus report(String profile, String training) throws IOException {
        RuntimeStatus.Builder status = RuntimeStatus.newBuilder()
                .setVersion(version)
                .setFormat(reader.format())
                .setEpoch(tables.epoch())
                .setSamples(samples());
        tables.current().ifPresent(active -> {
            status.setGroupUid(active.table().groupUid());
            Set<String> endpoints = new TreeSet<>(active.table().endpoints().keySet());
            Set<String> models = new TreeSet<>(active.table().models().keySet());
            // also what an earlier table had: it is not unloaded under them
            underWay.places().forEach(place -> {
                models.add(place.model());
                endpoints.add(place.endpoint().name());
            });
            models.forEach(model -> status.addModels(traffic(model, endpoints)));
        });
        if (!profile.isEmpty()) {
            status.setProfile(new ProfileMessages().of(progress(profile)));
        }
        if (!training.isEmpty()) {
            trainings.of(training).ifPresent(progress -> status.setTraining(message(training, progress)));
        }
        return status.build();
    }

    private static TrainingProgress message(String training, dev.mlink.runtime.store.TrainingProgress progress) {
        TrainingProgress.Builder message = TrainingProgress.newBuilder()
                .setTraining(training)
                .setDone((int) progress.pieces().done())
                .setAll((int) progress.pieces().all())
                .setEpochs(progress.epochs().done())
                .setAllEpochs(progress.epochs().all());
        progress.underWay().forEach((target, epochs) -> message.addUnderWayBuilder()
                .setTarget(target)
                .setEpochs(epochs.done())
                .setAllEpochs(epochs.all()));
        return message.build();
    }

    /** What the pods have buffered is no reason to be silent about the rest. */
    private int samples() {
        try {
            return sampleCount.ask(samples::current).orElse(0);
        } catch (IOException never) {
            LOG.warnf("samples are not counted: %s", never.getMessage());
            return 0;
        }
    }

    /** Without it the operator would take a profile for one that has to begin. */
    private ProfileProgress progress(String profile) throws IOException {
        return progress.computeIfAbsent(profile, name -> new LastKnown<>(workers, PATIENCE))
                .ask(() -> profiles.progress(profile))
                .orElseThrow(() -> new StoreUnavailableException(
                        "the store has not said yet how far profile '" + profile + "' is", null));
    }

    private ModelTraffic traffic(String model, Set<String> endpoints) {
        ModelHealth.Record record = health.of(model);
        ModelTraffic.Builder traffic = ModelTraffic.newBuilder()
                .setModel(model)
                .setInFlight(inFlight.of(model))
                .setConsecutiveFailures(record.failures())
                .setLastFailure(record.lastFailure());
        Map<String, ModelHealth.Record> sick = health.sick(model);
        endpoints.forEach(endpoint -> at(model, endpoint, sick).ifPresent(traffic::addAt));
        return traffic.build();
    }

    private Optional<ModelTraffic.At> at(String model, String endpoint, Map<String, ModelHealth.Record> sick) {
        int calls = underWay.of(model, endpoint);
        ModelTraffic.At.Builder at =
                ModelTraffic.At.newBuilder().setEndpoint(endpoint).setInFlight(calls);
        Optional.ofNullable(sick.get(endpoint)).ifPresent(record -> at.setBroken(record.failures())
                .setLastFailure(record.lastFailure())
                .setBrokenMillis(health.since(record).toMillis()));
        return calls > 0 || at.getBroken() > 0 ? Optional.of(at.build()) : Optional.empty();
    }
}
