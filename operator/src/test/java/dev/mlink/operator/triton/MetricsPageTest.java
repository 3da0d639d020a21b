package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    @Test
    void readsWhatWaitsByModelOverItsVersions() {
        String text =
                """
                # TYPE nv_inference_pending_request_count gauge
                nv_inference_pending_request_count{model="f",version="1"} 3
                nv_inference_pending_request_count{model="f",version="2"} 1.000000
                nv_inference_pending_request_count{model="g",version="1"} 0
                nv_inference_count{model="h",version="1"} 12
                """;
        assertThat(new MetricsPage(text).pendingRequests()).isEqualTo(Map.of("f", 4L, "g", 0L));
    }

    @Test
    void aModelMayHaveAnyName() {
        String text = "nv_inference_pending_request_count{model=\"a}, \\\"b\\\"\",version=\"1\"} 2\n";
        assertThat(new MetricsPage(text).pendingRequests()).isEqualTo(Map.of("a}, \\\"b\\\"", 2L));
    }

    @Test
    void countsEveryGpu() {
        assertThat(new MetricsPage(
                                """
                                # HELP nv_gpu_memory_total_bytes GPU total memory, in bytes
                                # TYPE nv_gpu_memory_total_bytes gauge
                                nv_gpu_memory_total_bytes{gpu_uuid="GPU-1"} 85899345920.000000
                                nv_gpu_memory_total_bytes{gpu_uuid="GPU-2"} 1e9
                                nv_gpu_memory_used_bytes{gpu_uuid="GPU-1"} 1024.000000
                                """)
                        .gpuTotalBytes())
                .isEqualTo(86899345920L);
    }

    @Test
    void noneWithoutAGpu() {
        assertThat(new MetricsPage("nv_inference_count{model=\"a\",version=\"1\"} 3").gpuTotalBytes())
                .isZero();
    }
}
