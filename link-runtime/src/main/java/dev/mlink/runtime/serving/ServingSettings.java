package dev.mlink.runtime.serving;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What {@code serve} takes from its environment: {@code MLINK_STORE} is {@code store}, and so on. */
@ConfigMapping(prefix = "mlink")
public interface ServingSettings {

    /** Where samples, profiles and artefacts are: a directory or {@code s3://bucket/prefix}. */
    @WithDefault("/store")
    String store();

    /** Read at the start when no operator speaks. */
    @WithDefault("/etc/mlink/routing/table.json")
    Path routingTable();

    /** What the operator shows to the admin port. */
    @WithDefault("/etc/mlink/admin/token")
    Path adminTokenFile();

    @WithDefault("8001")
    int grpcPort();

    @WithDefault("9001")
    int adminPort();

    /** A model that answers nothing for less is never taken to have stopped. */
    @WithDefault("PT2S")
    Duration stalledAfter();

    /** Names this pod's samples in the store. */
    @WithDefault("${hostname:local}")
    String pod();

    Sharing sharing();

    /** What requests with the same inputs have in common. */
    interface Sharing {
        /** How long a source's output is of use to others; zero executes models for each request alone. */
        @WithDefault("PT0.2S")
        Duration window();

        /** What is kept of inputs and outputs for that, and as much again of inputs that are joined. */
        @WithDefault("32M")
        MemorySize memory();
    }

    /** Of the gRPC and the HTTP port. */
    Tls tls();

    /** Of the admin port, beside its token. */
    Tls adminTls();

    /** What a port shows and whom it believes. */
    interface Tls {
        /** Has {@code tls.crt}, {@code tls.key} and perhaps {@code ca.crt}; plain text when absent. */
        Optional<Path> directory();

        /** Whether clients must show a certificate that leads to {@code ca.crt}. */
        @WithDefault("false")
        boolean clientCertificates();

        /** How often the files are looked at. */
        @WithDefault("PT1M")
        Duration reload();
    }

    Triton triton();

    /** What Tritons ask for before they answer. */
    interface Triton {
        /** Has {@code ca.crt}, and {@code tls.crt} and {@code tls.key} where Triton asks for them; plain text when absent. */
        Optional<Path> tlsDirectory();

        /** The name that Triton's certificate must bear. */
        @WithDefault("triton")
        String serverName();

        /** Has a file for each key of Triton's restricted APIs, for what is asked on the runtime's own account. */
        Optional<Path> keysDirectory();

        /** How often the files are looked at. */
        @WithDefault("PT1M")
        Duration reload();
    }

    Limits limits();

    /** What clients may take of this pod. */
    interface Limits {
        /** Of all requests that are not answered yet; half of the heap when absent. */
        Optional<MemorySize> inFlight();

        /** Of one request, at most 2 GiB - 1; a quarter of what may be in flight when absent. */
        Optional<MemorySize> largestMessage();

        /** Requests that are not answered yet. */
        @WithDefault("2000")
        int calls();

        /** The same of one connection of gRPC: clients queue what is beyond. */
        @WithDefault("1000")
        int callsPerConnection();

        /** Of each port that clients use. */
        @WithDefault("2000")
        int connections();

        /** Within which a request must have come whole. */
        @WithDefault("PT60S")
        Duration receive();

        /** After which a connection without requests is closed. */
        @WithDefault("PT5M")
        Duration idle();
    }

    Sampling sampling();

    /** Which inputs are kept to learn from. */
    interface Sampling {
        @WithDefault("true")
        boolean enabled();

        /** How many are kept at random. */
        @WithDefault("500")
        int capacity();

        /** The age at which a sample's chance of being kept has fallen by e. */
        @WithDefault("PT2H")
        Duration retention();

        /** What else they are chosen by. */
        @WithDefault("RANDOM")
        Strategy strategy();

        /** Share of a profile that is chosen so. */
        @WithDefault("0.3")
        double informativeShare();

        /** Share of the requests that count as informative. */
        @WithDefault("0.05")
        double informativeRate();
    }

    /** What samples are chosen by. */
    enum Strategy {
        /** Nothing but chance. */
        RANDOM,
        /** Some because the answers that were predicted of them leave much to others. */
        UNCERTAINTY,
        /** Some because the predictors expect to err on them. */
        LOSS_PREDICTION
    }
}
