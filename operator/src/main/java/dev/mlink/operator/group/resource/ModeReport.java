package dev.mlink.operator.group.resource;

import dev.mlink.operator.group.spec.Mode;

/** A mode, to status and back. */
record ModeReport(Mode mode) {

    static ModeReport read(dev.mlink.api.v1alpha1.spec.Mode written) {
        return new ModeReport(
                switch (written) {
                    case ACTIVE -> Mode.ACTIVE;
                    case DRY_RUN -> Mode.DRY_RUN;
                    case SUSPENDED -> Mode.SUSPENDED;
                });
    }

    dev.mlink.api.v1alpha1.spec.Mode status() {
        return switch (mode) {
            case ACTIVE -> dev.mlink.api.v1alpha1.spec.Mode.ACTIVE;
            case DRY_RUN -> dev.mlink.api.v1alpha1.spec.Mode.DRY_RUN;
            case SUSPENDED -> dev.mlink.api.v1alpha1.spec.Mode.SUSPENDED;
        };
    }
}
