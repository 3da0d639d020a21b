package dev.mlink.runtime.tls;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jboss.logging.Logger;

/**
 * What a port shows, and whom it believes. Files are looked at again and again: a certificate that was renewed is shown from
 * then on, and one that cannot be read leaves the one before.
 */
public final class ServerCertificate {
    private static final Logger LOG = Logger.getLogger(ServerCertificate.class);
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String AUTHORITY = "ca.crt";

    private final X509KeyManager identity;
    private final Optional<X509TrustManager> clients;

    private ServerCertificate(X509KeyManager identity, Optional<X509TrustManager> clients) {
        this.identity = identity;
        this.clients = clients;
    }

    /**
     * Reads a directory as Kubernetes mounts a Secret of type {@code kubernetes.io/tls}: PEM, the key as PKCS#8.
     *
     * @param clients whether clients must show a certificate that leads to {@code ca.crt}
     * @param reload how often to look whether files have changed
     * @throws IllegalArgumentException when a file is missing or is none
     */
    public static ServerCertificate in(Path directory, boolean clients, Duration reload) {
        AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
        Optional<AdvancedTlsX509TrustManager> trust = clients ? Optional.of(trust()) : Optional.empty();
        try {
            read(directory, identity, trust);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "no certificate can be had from " + directory + " (" + unreadable.getMessage() + "): put "
                            + CERTIFICATE
                            + " and " + KEY + " there, and " + AUTHORITY
                            + " where clients must show certificates, all PEM, the key as PKCS#8 without a password",
                    unreadable);
        }
        follow(directory, identity, trust, reload);
        return new ServerCertificate(identity, trust.map(X509TrustManager.class::cast));
    }

    private static AdvancedTlsX509TrustManager trust() {
        try {
            return AdvancedTlsX509TrustManager.newBuilder()
                    .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                    .setSslSocketAndEnginePeerVerifier(new ValidNow())
                    .build();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads all of it each time: what gRPC itself would do looks once a minute at most, and never again at files of which one
     * was read before the other was written.
     */
    private static void follow(
            Path directory,
            AdvancedTlsX509KeyManager identity,
            Optional<AdvancedTlsX509TrustManager> trust,
            Duration reload) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "certificates");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        read(directory, identity, trust);
                    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
                        LOG.warnf("%s: %s; what was read before stays in force", directory, unreadable.getMessage());
                    }
                },
                reload.toMillis(),
                reload.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static void read(
            Path directory, AdvancedTlsX509KeyManager identity, Optional<AdvancedTlsX509TrustManager> trust)
            throws IOException, GeneralSecurityException {
        if (trust.isPresent()) {
            trust.get().updateTrustCredentials(directory.resolve(AUTHORITY).toFile());
        }
        identity.updateIdentityCredentials(
                directory.resolve(CERTIFICATE).toFile(), directory.resolve(KEY).toFile());
    }

    /** For a server of gRPC. */
    public ServerCredentials credentials() {
        TlsServerCredentials.Builder credentials =
                TlsServerCredentials.newBuilder().keyManager(identity);
        clients.ifPresent(trust -> credentials.trustManager(trust).clientAuth(ClientAuth.REQUIRE));
        return credentials.build();
    }

    /** The key and the certificate that are shown. */
    public X509KeyManager identity() {
        return identity;
    }

    /** Whom clients' certificates must lead to; empty where they need none. */
    public Optional<X509TrustManager> clients() {
        return clients;
    }
}
