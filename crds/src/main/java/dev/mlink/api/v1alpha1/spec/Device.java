package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the models' memory is counted. */
public enum Device {
    /** Memory of the GPU that the Triton endpoint drives. */
    @JsonProperty("GPU")
    GPU,

    /** Memory of the Triton container: resident and shared memory, without page cache. */
    @JsonProperty("CPU")
    CPU
}
