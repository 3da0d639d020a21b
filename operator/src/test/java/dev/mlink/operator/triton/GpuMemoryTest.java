package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GpuMemoryTest {

    @Test
    void countsEveryGpu() {
        assertThat(
                        GpuMemory.total(
                                """
                                # HELP nv_gpu_memory_total_bytes GPU total memory, in bytes
                                # TYPE nv_gpu_memory_total_bytes gauge
                                nv_gpu_memory_total_bytes{gpu_uuid="GPU-1"} 85899345920.000000
                                nv_gpu_memory_total_bytes{gpu_uuid="GPU-2"} 1e9
                                nv_gpu_memory_used_bytes{gpu_uuid="GPU-1"} 1024.000000
                                """))
                .isEqualTo(86899345920L);
    }

    @Test
    void noneWithoutAGpu() {
        assertThat(GpuMemory.total("nv_inference_count{model=\"a\",version=\"1\"} 3"))
                .isZero();
    }
}
