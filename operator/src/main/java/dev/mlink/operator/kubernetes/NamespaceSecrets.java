package dev.mlink.operator.kubernetes;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.protobuf.ByteString;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Secrets that users have written. They are read, not watched: a watch would hold every Secret of the namespaces. One that
 * was renewed is seen within half a minute, one that was missing at once, and while the API server is away what was read
 * before counts.
 */
public final class NamespaceSecrets {
    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(30);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MOST = 1000;

    private record Name(String namespace, String name) {}

    private final KubernetesClient client;
    private final LoadingCache<Name, Map<String, ByteString>> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .refreshAfterWrite(READ_AGAIN_AFTER)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .executor(Runnable::run)
            .build(this::read);

    public NamespaceSecrets(KubernetesClient client) {
        this.client = client;
    }

    /** Its entries; empty where there is none of that name. */
    public Optional<Map<String, ByteString>> find(String namespace, String name) {
        return Optional.ofNullable(known.get(new Name(namespace, name)));
    }

    /** Null, which is not remembered, where there is none. */
    private Map<String, ByteString> read(Name name) {
        Secret secret = client.secrets()
                .inNamespace(name.namespace())
                .withName(name.name())
                .get();
        return secret == null ? null : entries(secret);
    }

    private static Map<String, ByteString> entries(Secret secret) {
        return Optional.ofNullable(secret.getData()).orElse(Map.of()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> ByteString.copyFrom(Base64.getDecoder().decode(entry.getValue()))));
    }
}
