package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.MemoryReading.Measured;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CadvisorMetricsTest {
    private static final Instant AT = Instant.ofEpochMilli(1_795_357_415_290L);

    /** 400 of shared memory are cache that is no file's; the sandbox is no pod, and neighbours are not counted. */
    private static final String TEXT =
            """
            # TYPE container_memory_rss gauge
            container_memory_rss{container="",id="/pod1",image="",name="",namespace="a",pod="t"} 1.2e+06 1795357415000
            container_memory_rss{container="",id="/pod1/s",image="pause",name="s",namespace="a",pod="t"} 7 1795357415290
            container_memory_rss{container="triton",id="/pod1/c",image="i",name="c",namespace="a",pod="t"} 1000 1795357415000
            container_memory_rss{container="triton",id="/pod2/c",image="i",name="d",namespace="b",pod="t"} 9 1795357415290
            container_memory_rss{container="triton",id="/pod3/c",image="i",name="e",namespace="a",pod="tt"} 9 1795357415290
            container_memory_cache{container="triton",id="/pod1/c",image="i",name="c",namespace="a",pod="t"} 900 1795357415290
            container_memory_cache{container="",id="/pod1",image="",name="",namespace="a",pod="t"} 100 1795357415290
            container_memory_total_active_file_bytes{container="triton",id="",image="i",name="c",namespace="a",pod="t"} 300 1
            container_memory_total_active_file_bytes{container="",id="/pod1",image="",name="",namespace="a",pod="t"} 60 1
            container_memory_total_inactive_file_bytes{container="triton",id="",image="i",name="c",namespace="a",pod="t"} 200 1
            container_memory_total_inactive_file_bytes{container="",id="/pod1",image="",name="",namespace="a",pod="t"} 50 1
            container_memory_usage_bytes{container="triton",id="/pod1/c",image="i",name="c",namespace="a",pod="t"} 5000 1
            """;

    @Test
    void aContainersMemoryIsItsOwnAndSharedButNoFiles() {
        assertThat(CadvisorMetrics.ofContainer(TEXT, "a", "t", "triton").memory())
                .contains(new Measured(1000 + 900 - 300 - 200, AT, MemorySource.KUBELET));
    }

    @Test
    void filePagesCountedAMomentLaterThanTheCacheTakeNothingAway() {
        assertThat(CadvisorMetrics.ofPod(TEXT, "a", "t").memory())
                .contains(new Measured(1_200_000, AT, MemorySource.KUBELET));
    }

    @Test
    void aFigureThatLacksAPartIsNone() {
        assertThat(CadvisorMetrics.ofContainer(TEXT, "b", "t", "triton").memory())
                .isEmpty();
        assertThat(CadvisorMetrics.ofContainer(TEXT, "a", "t", "other").memory())
                .isEmpty();
        assertThat(CadvisorMetrics.ofContainer("", "a", "t", "triton").memory()).isEmpty();
    }
}
