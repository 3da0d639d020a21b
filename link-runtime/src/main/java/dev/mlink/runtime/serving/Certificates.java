package dev.mlink.runtime.serving;

import dev.mlink.runtime.tls.ServerCertificate;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The certificates of the ports, each read once and followed from then on. */
@Singleton
public class Certificates {
    private final ServingSettings settings;
    private final Optional<ServerCertificate> clientPorts;
    private final Optional<ServerCertificate> adminPort;

    Certificates(ServingSettings settings) {
        this.settings = settings;
        this.clientPorts = of(settings.tls());
        this.adminPort = of(settings.adminTls());
    }

    /** Of gRPC and HTTP; empty where those are in plain text. */
    Optional<ServerCertificate> ofClientPorts() {
        return clientPorts;
    }

    Optional<ServerCertificate> ofAdminPort() {
        return adminPort;
    }

    /** How long a client may take to shake hands. */
    long handshakeMillis() {
        return settings.limits().receive().toMillis();
    }

    private static Optional<ServerCertificate> of(ServingSettings.Tls tls) {
        return tls.directory()
                .map(directory -> ServerCertificate.in(directory, tls.clientCertificates(), tls.reload()));
    }
}
