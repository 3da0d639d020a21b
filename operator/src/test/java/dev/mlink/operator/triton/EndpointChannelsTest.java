package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.EndpointChannels.Way;
import dev.mlink.triton.RestrictedApi;
import dev.mlink.triton.TritonAccess;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.TritonChannel;
import io.grpc.ManagedChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointChannelsTest {
    private static final Way ONE = new Way(new TritonAddress("10.0.0.1", 8001), TritonAccess.open());
    private static final Way TWO = new Way(new TritonAddress("10.0.0.2", 8001), TritonAccess.open());

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
    void whoShowsSomethingElseHasAChannelOfHisOwn() {
        TritonAccess keyed = new TritonAccess(Optional.empty(), List.of(new RestrictedApi("camera", "door")));
        Way other = new Way(ONE.endpoint(), keyed);
        assertThat(channels.to(other)).isNotSameAs(channels.to(ONE)).isSameAs(channels.to(other));
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
