package dev.mlink.operator.group;

import dev.mlink.operator.kubernetes.Children;
import dev.mlink.operator.kubernetes.Cluster;
import dev.mlink.operator.kubernetes.KnownChildren;
import dev.mlink.operator.resources.AdminCertificate;
import dev.mlink.operator.resources.GroupChildren;
import dev.mlink.operator.resources.GroupNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a group owns in Kubernetes: which of it is not as it should be, and how it becomes so. */
record OwnedObjects(GroupChildren desired, Cluster cluster) {

    private static final int TOKEN_BYTES = 32;

    /** Those that are absent, not as asked for, or end before long, as {@code Kind/name}. */
    Set<String> outdated(Instant now) {
        KnownChildren children = new KnownChildren(cluster);
        Stream<HasMetadata> absent = desired.once("").stream().filter(child -> !children.exists(child));
        Stream<HasMetadata> ending =
                certificate(cluster.remembered()).due(now) ? due(now).map(AdminCertificate::outline) : Stream.empty();
        Stream<HasMetadata> changed = desired.kept().stream().filter(child -> !children.upToDate(child));
        return Stream.of(absent, ending, changed)
                .flatMap(part -> part)
                .map(OwnedObjects::key)
                .collect(Collectors.toSet());
    }

    /**
     * Writes those of the outdated whose names are free or the group's.
     *
     * @param taken is told of the others
     */
    void apply(Set<String> outdated, Instant now, Children children, Consumer<String> taken) {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        Stream<HasMetadata> certificate = due(now).map(found -> found.renewed(now));
        // what pods mount comes before them
        Stream.of(desired.once(HexFormat.of().formatHex(token)).stream(), certificate, desired.kept().stream())
                .flatMap(part -> part)
                .filter(child -> outdated.contains(key(child)))
                .forEach(child -> {
                    if (children.taken(child)) {
                        taken.accept(key(child));
                    } else {
                        children.apply(child);
                    }
                });
    }

    /** As the API server has it: one that was renewed a moment ago is not renewed again, or pods show none that is trusted. */
    private Stream<AdminCertificate> due(Instant now) {
        return Stream.of(certificate(cluster)).filter(found -> found.due(now));
    }

    private AdminCertificate certificate(Cluster known) {
        GroupNames names = desired.names();
        return new AdminCertificate(names, known.find(Secret.class, names.namespace(), names.adminCertificate()));
    }

    private static String key(HasMetadata child) {
        return child.getKind() + "/" + child.getMetadata().getName();
    }
}
