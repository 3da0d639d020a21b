package dev.mlink.operator.group;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.ByteString;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.spec.TritonSpec;
import dev.mlink.operator.kubernetes.NamespaceSecrets;
import dev.mlink.operator.resources.GroupNames;
import dev.mlink.operator.resources.TritonCredentials;
import dev.mlink.operator.triton.LockedOut;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.triton.TritonAccess;
import java.util.Map;
import java.util.function.Function;

/** Shows to each group's Tritons what they ask for, as the group's Secrets have it. */
final class TritonDoor {
    private static final int MOST = 1000;

    private final TritonControl triton;
    private final NamespaceSecrets secrets;
    private final Cache<TritonAccess, Boolean> readable =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    TritonDoor(TritonControl triton, NamespaceSecrets secrets) {
        this.triton = triton;
        this.secrets = secrets;
    }

    /** Reaches the group's Tritons, or none with a sentence that says which Secret is at fault. */
    TritonControl of(ModelGroup group) {
        TritonSpec spec = group.getSpec().triton();
        try {
            TritonAccess access = TritonAccess.open();
            if (spec.encryption().isPresent()) {
                String name = new TritonCredentials(names(group), spec).serverName();
                access = with("triton.tls", group, spec.encryption().get().secretName(), encrypting(access, name));
            }
            if (spec.keys().isPresent()) {
                access = with("triton.restrictedApi", group, spec.keys().get().secretName(), access::keyed);
            }
            return access.equals(TritonAccess.open()) ? triton : triton.showing(access);
        } catch (IllegalArgumentException unusable) {
            return new LockedOut(unusable.getMessage());
        }
    }

    private Function<Map<String, ByteString>, TritonAccess> encrypting(TritonAccess access, String serverName) {
        return files -> {
            TritonAccess encrypted = access.encrypted(files, serverName);
            readable.get(encrypted, TritonDoor::requireReadable);
            return encrypted;
        };
    }

    /** Certificates are read once, not with each look. */
    private static boolean requireReadable(TritonAccess access) {
        access.requireReadable();
        return true;
    }

    private TritonAccess with(
            String field, ModelGroup group, String secret, Function<Map<String, ByteString>, TritonAccess> reading) {
        String named = "Secret '" + secret + "' of " + field;
        String namespace = group.getMetadata().getNamespace();
        Map<String, ByteString> entries = secrets.find(namespace, secret)
                .orElseThrow(() -> new IllegalArgumentException(
                        named + " is not in namespace '" + namespace + "': create it there, or write another"));
        try {
            return reading.apply(entries);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(named + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static GroupNames names(ModelGroup group) {
        return new GroupNames(
                group.getMetadata().getNamespace(), group.getMetadata().getName());
    }
}
