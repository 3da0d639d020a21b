package dev.mlink.runtime.serving;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Encrypts the HTTP port with the certificate of the gRPC port, which follows its files. */
@Singleton
public class HttpTls implements HttpServerOptionsCustomizer {
    private final Certificates certificates;

    HttpTls(Certificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        certificates.ofClientPorts().ifPresent(certificate -> {
            options.setSsl(true)
                    .setKeyCertOptions(KeyCertOptions.wrap(certificate.identity()))
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setSslHandshakeTimeout(certificates.handshakeMillis());
            certificate.clients().ifPresent(trust -> options.setClientAuth(ClientAuth.REQUIRED)
                    .setTrustOptions(TrustOptions.wrap(trust)));
        });
    }
}
