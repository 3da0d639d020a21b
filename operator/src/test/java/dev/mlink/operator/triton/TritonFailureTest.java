package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.operator.triton.TritonReply.Refused;
import dev.mlink.operator.triton.TritonReply.Unreachable;
import dev.mlink.triton.TritonAddress;
import io.grpc.Status;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

/** What Triton really says is in {@link GrpcTritonControlIT}; here is what cannot be provoked there at will. */
class TritonFailureTest {
    private static final TritonAddress ENDPOINT = new TritonAddress("triton", 8001);

    @Test
    void aConnectionThatFailsNamesItsCause() {
        TritonFailure failure = failure(Status.UNAVAILABLE
                .withDescription("io exception")
                .withCause(new ConnectException("Connection refused")));

        assertThat(failure.reply())
                .isEqualTo(new Unreachable<>(
                        "Triton at triton:8001 cannot be reached (io exception: Connection refused)"));
        assertThat(failure.connectionLost()).isTrue();
    }

    @Test
    void aStreamThatBreaksIsNoWordOfTritons() {
        TritonFailure failure =
                failure(Status.INTERNAL.withDescription("RST_STREAM closed stream. HTTP/2 error code: INTERNAL_ERROR"));

        assertThat(failure.reply()).isInstanceOf(Unreachable.class);
        assertThat(failure.connectionLost()).isTrue();
    }

    @Test
    void aCallThatWasGivenUpLeavesTheConnectionAlone() {
        TritonFailure failure = failure(Status.CANCELLED.withDescription("Thread interrupted"));

        assertThat(failure.reply()).isInstanceOf(Unreachable.class);
        assertThat(failure.connectionLost()).isFalse();
    }

    @Test
    void aCodeWithoutWordsIsNamed() {
        assertThat(failure(Status.UNIMPLEMENTED).reply())
                .isEqualTo(new Refused<>("Triton at triton:8001 declined: UNIMPLEMENTED"));
    }

    private static TritonFailure failure(Status status) {
        return new TritonFailure(ENDPOINT, status);
    }
}
