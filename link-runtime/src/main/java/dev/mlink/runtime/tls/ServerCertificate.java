package dev.mlink.runtime.tls;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * What a port shows, and whom it believes. Files are looked at again and again: a certificate that was renewed is shown from
 * then on, and one that cannot be read leaves the one before.
 */
public final class ServerCertificate {
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
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "certificates");
            thread.setDaemon(true);
            return thread;
        });
        try {
            AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
            identity.updateIdentityCredentials(
                    directory.resolve(CERTIFICATE).toFile(),
                    directory.resolve(KEY).toFile(),
                    reload.toMillis(),
                    TimeUnit.MILLISECONDS,
                    timer);
            return new ServerCertificate(
                    identity, clients ? Optional.of(trust(directory, reload, timer)) : Optional.empty());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            timer.shutdownNow();
            throw new IllegalArgumentException(
                    "no certificate can be had from " + directory + " (" + unreadable.getMessage() + "): put "
                            + CERTIFICATE
                            + " and " + KEY + " there, and " + AUTHORITY
                            + " where clients must show certificates, all PEM, the key as PKCS#8 without a password",
                    unreadable);
        }
    }

    private static X509TrustManager trust(Path directory, Duration reload, ScheduledExecutorService timer)
            throws IOException, GeneralSecurityException {
        AdvancedTlsX509TrustManager trust = AdvancedTlsX509TrustManager.newBuilder()
                .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                .build();
        trust.updateTrustCredentials(
                directory.resolve(AUTHORITY).toFile(), reload.toMillis(), TimeUnit.MILLISECONDS, timer);
        return trust;
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
