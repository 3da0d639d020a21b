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

    /** Lines of a Triton with GPUs, which counts for each of them. */
    @Test
    void readsWhatWasServedByModelOverItsVersionsAndGpus() {
        String text =
                """
                nv_inference_request_success{gpu_uuid="GPU-1",model="f",version="1"} 3
                nv_inference_request_success{gpu_uuid="GPU-2",model="f",version="1"} 2
                nv_inference_request_success{model="f",version="2"} 5
                nv_inference_request_success{model="g",version="1"} 0
                nv_inference_request_failure{model="g",reason="OTHER",version="1"} 4
                nv_inference_count{model="f",version="1"} 99
                nv_inference_queue_duration_us{gpu_uuid="GPU-1",model="f",version="1"} 1000
                nv_inference_queue_duration_us{model="f",version="2"} 1.5e3
                nv_inference_queue_duration_us{model="g",version="1"} 0
                nv_inference_compute_input_duration_us{model="f",version="2"} 77
                nv_inference_compute_infer_duration_us{gpu_uuid="GPU-1",model="f",version="1"} 400
                nv_inference_compute_infer_duration_us{gpu_uuid="GPU-2",model="f",version="1"} 600
                nv_inference_compute_infer_duration_us{model="g",version="1"} 0
                """;
        assertThat(new MetricsPage(text).servedRequests())
                .isEqualTo(Map.of("f", new ServedRequests(10, 2500, 1000), "g", new ServedRequests(0, 0, 0)));
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
