package dev.mlink.runtime.admin;

import dev.mlink.admin.v1alpha1.RuntimeStatus;
import dev.mlink.admin.v1alpha1.RuntimeStatus.ModelTraffic;
import dev.mlink.runtime.profiling.Profiles;
import dev.mlink.runtime.routing.ModelHealth;
import dev.mlink.runtime.routing.RoutingTableReader;
import dev.mlink.runtime.routing.TableInForce;
import dev.mlink.runtime.store.SampleStore;
import dev.mlink.runtime.upstream.InFlight;
import java.io.IOException;

/** What the operator reads of this pod. */
public final class StatusReport {
    private final String version;
    private final RoutingTableReader reader;
    private final TableInForce tables;
    private final InFlight inFlight;
    private final ModelHealth health;
    private final Profiles profiles;
    private final SampleCount samples;

    public StatusReport(
            String version,
            RoutingTableReader reader,
            TableInForce tables,
            InFlight inFlight,
            ModelHealth health,
            Profiles profiles,
            SampleStore samples) {
        this.version = version;
        this.reader = reader;
        this.tables = tables;
        this.inFlight = inFlight;
        this.health = health;
        this.profiles = profiles;
        this.samples = new SampleCount(samples);
    }

    /** @param profile the one whose progress is told; empty for none */
    RuntimeStatus report(String profile) throws IOException {
        RuntimeStatus.Builder status = RuntimeStatus.newBuilder()
                .setVersion(version)
                .setFormat(reader.format())
                .setEpoch(tables.epoch())
                .setSamples(samples.current());
        tables.current().ifPresent(active -> {
            status.setGroupUid(active.table().groupUid());
            active.table().models().keySet().forEach(model -> status.addModels(traffic(model)));
        });
        if (!profile.isEmpty()) {
            status.setProfile(new ProfileMessages().of(profiles.progress(profile)));
        }
        return status.build();
    }

    private ModelTraffic traffic(String model) {
        ModelHealth.Record record = health.of(model);
        return ModelTraffic.newBuilder()
                .setModel(model)
                .setInFlight(inFlight.of(model))
                .setConsecutiveFailures(record.failures())
                .setLastFailure(record.lastFailure())
                .build();
    }
}
