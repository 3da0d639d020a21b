package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the admin ports of a group's runtimes show, and the operator trusts: a Secret with a certificate that signed itself.
 * Made anew before it ends; the one before is trusted on, since pods take some minutes to show another.
 *
 * @param before the Secret as it is; empty before there is one
 */
public record AdminCertificate(GroupNames names, Optional<Secret> before) {

    static final Duration VALIDITY = Duration.ofDays(365);
    /** What is left when a new one is made: enough for an operator that was away over a long holiday. */
    static final Duration REST = Duration.ofDays(120);

    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String TRUSTED = "ca.crt";

    /** The name that the certificate bears: pods are reached by addresses. */
    public static String host(GroupNames names) {
        return names.runtime() + "." + names.namespace() + ".svc";
    }

    /** Whether there is none, or none that can be read, or it ends before long. */
    public boolean due(Instant now) {
        return entry(KEY).isEmpty()
                || trusted().flatMap(SelfSignedCertificate::end).isEmpty()
                || entry(CERTIFICATE)
                        .flatMap(SelfSignedCertificate::end)
                        .filter(end -> end.isAfter(now.plus(REST)))
                        .isEmpty();
    }

    /** What the certificates that pods show lead to, PEM; empty before there is one. */
    public Optional<String> trusted() {
        return entry(TRUSTED);
    }

    /** The Secret with a new certificate, by which the one before is trusted still. */
    public Secret renewed(Instant now) {
        SelfSignedCertificate next = SelfSignedCertificate.create(host(names), now, VALIDITY);
        // of a Secret that somebody has spoiled pods still show what they read before
        String known = Stream.of(CERTIFICATE, TRUSTED)
                .flatMap(key -> entry(key).stream())
                .filter(text -> SelfSignedCertificate.end(text).isPresent())
                .findFirst()
                .orElse("");
        return with(Map.of(
                CERTIFICATE, encoded(next.certificate()),
                KEY, encoded(next.key()),
                TRUSTED, encoded(next.certificate() + known)));
    }

    /** The Secret's name and labels alone. */
    public Secret outline() {
        return with(Map.of());
    }

    private Secret with(Map<String, String> data) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.adminCertificate())
                .withLabels(names.labels())
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(data)
                .build();
    }

    private Optional<String> entry(String key) {
        return before.map(Secret::getData)
                .map(data -> data.get(key))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "AdminCertificate[" + names + "]";
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
