package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {

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
        assertThat(PendingRequests.read(text).byModel()).isEqualTo(Map.of("f", 4L, "g", 0L));
    }
}
