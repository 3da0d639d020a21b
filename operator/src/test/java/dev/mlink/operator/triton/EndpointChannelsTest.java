package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import io.grpc.ManagedChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointChannelsTest {
    private static final TritonAddress ONE = new TritonAddress("10.0.0.1", 8001);
    private static final TritonAddress TWO = new TritonAddress("10.0.0.2", 8001);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final EndpointChannels channels = new EndpointChannels(Duration.ofMinutes(10), new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @AfterEach
    void close() {
        channels.close();
    }

    @Test
    void keepsAChannelWhileItIsUsedAndClosesItLater() {
        TritonChannel one = channels.to(ONE);
        pass(Duration.ofMinutes(9));
        assertThat(channels.to(ONE)).isSameAs(one);
        TritonChannel two = channels.to(TWO);

        pass(Duration.ofMinutes(9));
        assertThat(channels.to(TWO)).isSameAs(two);
        assertThat(closed(one)).isFalse();

        pass(Duration.ofMinutes(2));
        assertThat(channels.to(TWO)).isSameAs(two);
        assertThat(closed(one)).isTrue();
        assertThat(channels.to(ONE)).isNotSameAs(one);
    }

    @Test
    void forgetsALostChannelButNotItsSuccessor() {
        TritonChannel lost = channels.to(ONE);
        channels.forget(ONE, lost);
        TritonChannel successor = channels.to(ONE);
        assertThat(successor).isNotSameAs(lost);
        assertThat(closed(lost)).isTrue();

        channels.forget(ONE, lost);
        assertThat(channels.to(ONE)).isSameAs(successor);
        assertThat(closed(successor)).isFalse();
    }

    @Test
    void closesAllInTheEnd() {
        TritonChannel one = channels.to(ONE);
        TritonChannel two = channels.to(TWO);
        channels.close();
        assertThat(closed(one)).isTrue();
        assertThat(closed(two)).isTrue();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static boolean closed(TritonChannel channel) {
        return ((ManagedChannel) channel.grpc()).isShutdown();
    }
}
