package dev.mlink.runtime.serving;

import dev.mlink.runtime.admin.AdminServer;
import dev.mlink.runtime.admin.ExactModels;
import dev.mlink.runtime.admin.MountedTable;
import dev.mlink.runtime.admin.StatusReport;
import dev.mlink.runtime.admin.TableInstaller;
import dev.mlink.runtime.admission.Admission;
import dev.mlink.runtime.admission.Limit;
import dev.mlink.runtime.evaluation.StoredEvaluator;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.profiling.Profiles;
import dev.mlink.runtime.propagation.SpanExport;
import dev.mlink.runtime.propagation.Tracing;
import dev.mlink.runtime.protocol.GrpcFrontDoor;
import dev.mlink.runtime.protocol.HttpFrontDoor;
import dev.mlink.runtime.protocol.ServerDescription;
import dev.mlink.runtime.routing.CallsUnderWay;
import dev.mlink.runtime.routing.Catalogue;
import dev.mlink.runtime.routing.ModelHealth;
import dev.mlink.runtime.routing.Router;
import dev.mlink.runtime.routing.RoutingTableReader;
import dev.mlink.runtime.routing.StallWatch;
import dev.mlink.runtime.routing.Statistics;
import dev.mlink.runtime.routing.TableCompiler;
import dev.mlink.runtime.routing.TableInForce;
import dev.mlink.runtime.sampling.SampleIntake;
import dev.mlink.runtime.sampling.Sampler;
import dev.mlink.runtime.store.RememberedArtifacts;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.tls.ServerCertificate;
import dev.mlink.runtime.upstream.InFlight;
import dev.mlink.runtime.upstream.TritonAccessFiles;
import dev.mlink.runtime.upstream.TritonChannels;
import dev.mlink.runtime.upstream.TritonGrpc;
import dev.mlink.runtime.upstream.TritonHttp;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/** The whole data plane of one pod. */
final class DataPlane {
    /** Predictors are small: a hundred of them take some megabytes. */
    private static final long REMEMBERED_ARTIFACT_BYTES = 64L << 20;

    /** Triton's HTTP port answers with eight threads; more connections than that only queue there. */
    private static final int HTTP_CONNECTIONS = 64;
    /** As long as gRPC's: a pod that is gone refuses nothing. */
    private static final int CONNECT_MILLIS = 1_000;

    private static final Logger LOG = Logger.getLogger(DataPlane.class);

    private final TableInForce tables = new TableInForce();
    private final ScheduledExecutorService timer;
    private final ExecutorService workers;
    private final TritonAccessFiles access;
    private final Duration reload;
    private final TritonChannels channels;
    private final Optional<Sampler> sampler;
    private final StallWatch stalls;
    private final GrpcFrontDoor grpc;
    private final HttpFrontDoor http;
    private final AdminServer admin;
    private final MountedTable mounted;

    /** @param spans where they are sent; empty where nobody collects them */
    DataPlane(
            ServingSettings settings,
            Certificates certificates,
            Optional<SpanExport> spans,
            String version,
            MeterRegistry metrics,
            Vertx vertx) {
        this.reload = settings.triton().reload();
        Tracing tracing = spans.map(SpanExport::tracing).orElseGet(Tracing::off);
        Store store = Store.open(settings.store());
        InFlight inFlight = new InFlight();
        CallsUnderWay underWay = new CallsUnderWay(settings.stalledAfter(), System::nanoTime);
        ModelHealth health = new ModelHealth(Clock.systemUTC());
        RoutingTableReader reader = new RoutingTableReader();
        ServerDescription description = ServerDescription.ofVersion(version);
        this.timer = Executors.newScheduledThreadPool(1, task -> daemon(task, "timer"));
        this.workers = Executors.newCachedThreadPool(task -> daemon(task, "worker"));
        this.access = new TritonAccessFiles(
                settings.triton().tlsDirectory(),
                settings.triton().serverName(),
                settings.triton().keysDirectory());
        this.channels = new TritonChannels(access.read());
        SamplingChoice sampling = new SamplingChoice(settings.sampling());
        this.sampler = settings.sampling().enabled()
                ? Optional.of(new Sampler(store.samples(), settings.pod(), sampling.rule(), metrics, Clock.systemUTC()))
                : Optional.empty();
        SampleIntake intake = sampler.map(SampleIntake.class::cast).orElse((bytes, samples) -> {});
        TritonGrpc tritonGrpc = new TritonGrpc(channels, inFlight, tracing);
        Admission admission = new Admission(
                new ClientLimits(settings.limits(), Runtime.getRuntime().maxMemory()).limits());
        IntFunction<Optional<TritonHttp>> tritonHttp =
                connections -> settings.triton().tlsDirectory().isPresent()
                        ? Optional.empty()
                        : Optional.of(new TritonHttp(
                                vertx.createHttpClient(new HttpClientOptions()
                                        .setMaxPoolSize(connections)
                                        .setConnectTimeout(CONNECT_MILLIS)),
                                inFlight,
                                tracing));
        Statistics statistics = new Statistics(tables, tritonGrpc, Clock.systemUTC());
        Sharing sharing = new Sharing(settings.sharing());
        Router router = new Router(
                tables,
                health,
                underWay,
                inFlight,
                tritonGrpc,
                intake,
                sampling.uncertainty(),
                statistics,
                sharing.runs(),
                sharing.inputs(),
                metrics,
                timer);
        this.stalls = new StallWatch(underWay, health, tritonGrpc, timer);
        Catalogue catalogue = new Catalogue(tables, tritonGrpc);
        Profiles profiles = new Profiles(store, tritonGrpc, sampling.informativeShare(), workers, timer);
        PredictorLoader loader =
                new PredictorLoader(new RememberedArtifacts(store.artifacts(), REMEMBERED_ARTIFACT_BYTES));
        TableInstaller installer =
                new TableInstaller(reader, new TableCompiler(loader), tables, health, underWay, channels);
        metrics.gauge("mlink.inflight.bytes", admission, Admission::bytes);
        metrics.gauge("mlink.inflight.calls", admission, Admission::calls);
        for (Limit limit : Limit.values()) {
            FunctionCounter.builder("mlink.rejected", admission, counted -> counted.refused(limit))
                    .tag("limit", limit.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
        this.grpc = new GrpcFrontDoor(
                settings.grpcPort(),
                credentials(certificates.ofClientPorts()),
                router,
                catalogue,
                statistics,
                tritonGrpc,
                description,
                admission,
                tracing);
        this.http = new HttpFrontDoor(
                router,
                catalogue,
                statistics,
                tritonHttp.apply(HTTP_CONNECTIONS),
                tritonHttp.apply(admission.limits().calls()),
                tritonGrpc,
                description,
                admission,
                tracing);
        this.admin = new AdminServer(
                settings.adminPort(),
                credentials(certificates.ofAdminPort()),
                settings.adminTokenFile(),
                installer,
                new StatusReport(version, reader, tables, inFlight, underWay, health, profiles, store, workers),
                profiles,
                new StoredEvaluator(store),
                workers);
        this.mounted = new MountedTable(
                settings.routingTable(), reader, installer, tables, new ExactModels(tritonGrpc, timer));
    }

    HttpFrontDoor http() {
        return http;
    }

    /** Whether a table is in force. */
    boolean routes() {
        return tables.current().isPresent();
    }

    long epoch() {
        return tables.epoch();
    }

    void start() throws IOException {
        sampler.ifPresent(Sampler::start);
        admin.start();
        grpc.start(timer);
        mounted.watch(timer, workers);
        stalls.watch(timer);
        access.follow(timer, reload, channels);
        LOG.infof("answering gRPC on port %d, the operator on port %d", (Object) grpc.port(), admin.port());
    }

    /** Clients first, so that what they asked for is still answered. */
    void stop() {
        grpc.close();
        admin.close();
        sampler.ifPresent(Sampler::close);
        channels.close();
        workers.shutdownNow();
        timer.shutdownNow();
    }

    private static ServerCredentials credentials(Optional<ServerCertificate> certificate) {
        return certificate.map(ServerCertificate::credentials).orElseGet(InsecureServerCredentials::create);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
