package dev.mlink.operator.resources;

import dev.mlink.api.v1alpha1.spec.ModelGroupSpec;
import dev.mlink.api.v1alpha1.spec.SamplingSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;

/** What a runtime pod is told about the inputs that it keeps. */
record SamplingSettings(ModelGroupSpec spec) {

    List<EnvVar> environment() {
        SamplingSpec sampling = spec.sampling();
        return List.of(
                is("ENABLED", sampling.enabled()),
                is("CAPACITY", spec.profiling().samples()),
                is("RETENTION", sampling.age().orElse(spec.profiling().period().multipliedBy(2))),
                is("STRATEGY", sampling.strategy()),
                is("INFORMATIVE_SHARE", sampling.informativeShare()),
                is("INFORMATIVE_RATE", sampling.informativeRate()));
    }

    private static EnvVar is(String name, Object value) {
        return new EnvVarBuilder()
                .withName("MLINK_SAMPLING_" + name)
                .withValue(value.toString())
                .build();
    }
}
