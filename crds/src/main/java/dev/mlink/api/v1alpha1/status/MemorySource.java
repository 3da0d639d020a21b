package dev.mlink.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who says what memory is taken. */
public enum MemorySource {
    /** The node's kubelet: process and shared memory of Triton's container. */
    @JsonProperty("Kubelet")
    KUBELET,

    /** {@code metrics.k8s.io}: the working set of Triton's container. */
    @JsonProperty("PodMetrics")
    POD_METRICS,

    /** Triton's metrics page: the memory of its GPUs. */
    @JsonProperty("GPU")
    GPU
}
