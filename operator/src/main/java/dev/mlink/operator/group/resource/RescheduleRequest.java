package dev.mlink.operator.group.resource;

import dev.mlink.api.v1alpha1.ModelGroup;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code kubectl annotate mg GROUP mlink.dev/reschedule=now} asks for: a profile before the next one is due. The
 * annotation is taken away once the profile has begun.
 */
public record RescheduleRequest(ModelGroup group) {

    public static final String ANNOTATION = "mlink.dev/reschedule";
    private static final String NOW = "now";

    /** Whether it stands there, and says so. */
    public boolean made() {
        return value().filter(NOW::equals).isPresent();
    }

    private Optional<String> value() {
        return Optional.ofNullable(group.getMetadata().getAnnotations())
                .or(() -> Optional.of(Map.of()))
                .map(annotations -> annotations.get(ANNOTATION));
    }
}
