package dev.mlink.operator.group.resource;

import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.operator.group.spec.Claim;
import java.util.Optional;

/** A claim on shared Tritons, to status and back. */
public record ClaimReport(Claim claim) {

    public static ClaimReport read(ModelGroupStatus status) {
        return new ClaimReport(Optional.ofNullable(status.claim())
                .map(told -> switch (told) {
                    case WANTED -> Claim.WANTED;
                    case HELD -> Claim.HELD;
                })
                .orElse(Claim.NONE));
    }

    Optional<dev.mlink.api.v1alpha1.status.Claim> status() {
        return switch (claim) {
            case NONE -> Optional.empty();
            case WANTED -> Optional.of(dev.mlink.api.v1alpha1.status.Claim.WANTED);
            case HELD -> Optional.of(dev.mlink.api.v1alpha1.status.Claim.HELD);
        };
    }
}
