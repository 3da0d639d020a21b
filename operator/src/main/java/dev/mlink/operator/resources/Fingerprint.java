package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Tells whether an object is still what was asked for, without comparing it field by field with what was filled in. */
public record Fingerprint(HasMetadata desired) {

    private static final int HEX_DIGITS = 16;

    public String text() {
        return new Sha256(Serialization.asJson(desired)).hex(HEX_DIGITS);
    }
}
