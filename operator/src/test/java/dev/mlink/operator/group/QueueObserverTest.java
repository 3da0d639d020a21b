package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.planning.instances.Wait;
import dev.mlink.operator.triton.MetricsPage;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueObserverTest {

    private static final TritonAddress ONE = new TritonAddress("10.0.0.1", 8002);
    private static final TritonAddress TWO = new TritonAddress("10.0.0.2", 8002);
    private static final Map<String, TritonAddress> BOTH = Map.of("one", ONE, "two", TWO);

    private final Map<TritonAddress, String> pages = new HashMap<>();
    private final MovableClock clock = new MovableClock();
    private final QueueObserver observer = new QueueObserver(this::metrics, clock);

    @Test
    void eachTritonTellsOfItsOwnRequests() {
        pages.put(ONE, page(1, 10, 0, 0));
        pages.put(TWO, page(0, 20, 0, 0));
        assertThat(observer.look("g", BOTH))
                .as("of what was before the first look, nobody knows")
                .isEqualTo(Map.of("one", pending(1), "two", pending(0)));

        clock.pass(Duration.ofSeconds(3));
        pages.put(ONE, page(2, 14, 400_000, 80_000));
        assertThat(observer.look("g", BOTH))
                .isEqualTo(Map.of("one", Map.of("m", new Backlog(2, Optional.of(mean(100, 20)))), "two", pending(0)));
    }

    @Test
    void groupsLookAtDifferentTimes() {
        pages.put(ONE, page(0, 0, 0, 0));
        observer.look("g", Map.of("one", ONE));
        observer.look("other", Map.of("one", ONE));
        clock.pass(Duration.ofSeconds(3));
        pages.put(ONE, page(0, 1, 50_000, 10_000));
        observer.look("g", Map.of("one", ONE));
        clock.pass(Duration.ofSeconds(3));
        assertThat(observer.look("g", Map.of("one", ONE))).isEqualTo(Map.of("one", pending(0)));
        assertThat(observer.look("other", Map.of("one", ONE)))
                .isEqualTo(Map.of("one", Map.of("m", new Backlog(0, Optional.of(mean(50, 10))))));
    }

    @Test
    void aTritonThatDoesNotTellCostsTheOthersNothing() {
        pages.put(TWO, page(3, 0, 0, 0));
        assertThat(observer.look("g", BOTH)).isEqualTo(Map.of("two", pending(3)));
    }

    @Test
    void aForgottenGroupBeginsAnew() {
        pages.put(ONE, page(0, 0, 0, 0));
        observer.look("g", Map.of("one", ONE));
        observer.forget("g");
        clock.pass(Duration.ofSeconds(3));
        pages.put(ONE, page(0, 1, 50_000, 10_000));
        assertThat(observer.look("g", Map.of("one", ONE))).isEqualTo(Map.of("one", pending(0)));
    }

    private TritonReply<MetricsPage> metrics(TritonAddress port) {
        return Optional.ofNullable(pages.get(port))
                .<TritonReply<MetricsPage>>map(text -> new TritonReply.Ok<>(new MetricsPage(text)))
                .orElseGet(() -> new TritonReply.Unreachable<>(port + " does not answer"));
    }

    private static String page(long pending, long answered, long queuedMicros, long executedMicros) {
        return """
                nv_inference_pending_request_count{model="m",version="1"} %d
                nv_inference_request_success{model="m",version="1"} %d
                nv_inference_queue_duration_us{model="m",version="1"} %d
                nv_inference_compute_infer_duration_us{model="m",version="1"} %d
                """
                .formatted(pending, answered, queuedMicros, executedMicros);
    }

    private static Map<String, Backlog> pending(long requests) {
        return Map.of("m", new Backlog(requests, Optional.empty()));
    }

    private static Wait mean(int mean, int execution) {
        return new Wait(Duration.ofMillis(mean), Duration.ofMillis(execution));
    }
}
