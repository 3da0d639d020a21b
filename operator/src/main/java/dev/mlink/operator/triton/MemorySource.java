package dev.mlink.operator.triton;

/** Who says what memory is taken. Their figures count different things, so that only those of one can be compared. */
public enum MemorySource {
    /** A node's kubelet: process memory and shared memory. */
    KUBELET("the container's process and shared memory, from the kubelet"),
    /** {@code metrics.k8s.io}: the working set, which has kernel memory and pages of files in use too. */
    POD_METRICS("the container's working set, from metrics.k8s.io"),
    /** Triton's metrics page: all of its GPUs together, whoever uses them. */
    GPU("the memory of Triton's GPUs, from its metrics page");

    private final String counted;

    MemorySource(String counted) {
        this.counted = counted;
    }

    /** What is counted, and who says so. */
    public String counted() {
        return counted;
    }
}
