package dev.mlink.operator.triton;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Asks who knows: Triton of its GPUs; of a container's memory the kubelet, which counts what a budget counts, and where it
 * cannot be asked {@code metrics.k8s.io}.
 */
@Singleton
final class DeviceMemoryMeter implements MemoryMeter {
    private final GpuMemoryMeter gpu;
    private final ContainerMeter kubelet;
    private final ContainerMeter podMetrics;

    @Inject
    DeviceMemoryMeter(GpuMemoryMeter gpu, KubeletMemoryMeter kubelet, PodMetricsMeter podMetrics) {
        this(gpu, (ContainerMeter) kubelet, podMetrics);
    }

    DeviceMemoryMeter(GpuMemoryMeter gpu, ContainerMeter kubelet, ContainerMeter podMetrics) {
        this.gpu = gpu;
        this.kubelet = kubelet;
        this.podMetrics = podMetrics;
    }

    @Override
    public MemoryReading read(MeteredTriton triton) {
        return switch (triton.device()) {
            case GPU -> gpu.read(triton.metrics());
            case CPU -> kubelet.read(triton.namespace(), triton.pod(), triton.container())
                    .or(() -> podMetrics.read(triton.namespace(), triton.pod(), triton.container()));
        };
    }
}
