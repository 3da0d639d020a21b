package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mlink.runtime.routing.Refusal;
import dev.mlink.triton.wire.InferParameter;
import dev.mlink.triton.wire.ModelInferRequest;
import dev.mlink.triton.wire.ModelInferRequest.InferInputTensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScannedRequestTest {
    private static final InferParameter TRUE =
            InferParameter.newBuilder().setBoolParam(true).build();

    @Test
    void withoutOurParametersTheBytesAreTheSame() {
        byte[] message = request().build().toByteArray();
        ScannedRequest scanned = ScannedRequest.of(message);
        assertThat(scanned.model()).isEqualTo("m");
        assertThat(scanned.version()).isEqualTo("2");
        assertThat(scanned.directives()).isEmpty();
        assertThat(scanned.message()).isSameAs(message);
    }

    @Test
    void ourParametersAreCutOutAndNothingElse() throws Exception {
        ModelInferRequest plain = request().build();
        byte[] message = plain.toBuilder()
                .putParameters("mlink_exact", TRUE)
                .putParameters("mlink_sample", TRUE)
                .build()
                .toByteArray();
        ScannedRequest scanned = ScannedRequest.of(message);
        assertThat(scanned.directives())
                .containsOnlyKeys("mlink_exact", "mlink_sample")
                .containsEntry("mlink_exact", TRUE);
        assertThat(ModelInferRequest.parseFrom(scanned.message())).isEqualTo(plain);
    }

    @Test
    void whateverOrderTheFieldsHave() throws Exception {
        ByteString tail = ModelInferRequest.newBuilder()
                .putParameters("mlink_exact", TRUE)
                .setModelName("late")
                .build()
                .toByteString();
        byte[] message = request().build().toByteString().concat(tail).toByteArray();
        ScannedRequest scanned = ScannedRequest.of(message);
        assertThat(scanned.model()).as("the last one counts").isEqualTo("late");
        assertThat(scanned.directives()).containsOnlyKeys("mlink_exact");
        assertThat(ModelInferRequest.parseFrom(scanned.message()).getParametersMap())
                .containsOnlyKeys("other");
    }

    @Test
    void aShapeWhoseBytesCannotBeCountedIsRefused() {
        for (long[] shape : new long[][] {{1L << 32, 1L << 32}, {1L << 62, 4}, {-1L << 62, 4}, {Long.MIN_VALUE}}) {
            InferInputTensor.Builder input = InferInputTensor.newBuilder().setName("X");
            for (long extent : shape) {
                input.addShape(extent);
            }
            byte[] message = request().addInputs(input).build().toByteArray();
            assertThatThrownBy(() -> ScannedRequest.of(message))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("more than can be counted");
        }
    }

    @Test
    void whatItSaysOfASequenceIsKeptInTheMessage() {
        byte[] message = request().putParameters("sequence_start", TRUE).build().toByteArray();
        ScannedRequest scanned = ScannedRequest.of(message);
        assertThat(scanned.sequence()).containsOnlyKeys("sequence_start");
        assertThat(scanned.message()).isSameAs(message);
    }

    @Test
    void anEmptyMessageAsksForNoModel() {
        assertThat(ScannedRequest.of(new byte[0]).model()).isEmpty();
    }

    @Test
    void garbageIsRefusedInTritonsWords() {
        assertThatThrownBy(() -> ScannedRequest.of(new byte[] {10, 120, 1}))
                .isInstanceOf(Refusal.class)
                .hasMessage("Unable to parse request");
    }

    @Test
    void mutatedMessagesAreRefusedOrScannedButNeverCrash() {
        byte[] message = request().putParameters("mlink_exact", TRUE).build().toByteArray();
        Random random = new Random(1);
        for (int round = 0; round < 50_000; round++) {
            byte[] mutant = message.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(ScannedRequest.of(mutant).message().length).isLessThanOrEqualTo(mutant.length);
            } catch (Refusal refused) {
                assertThat(refused).hasMessage("Unable to parse request");
            }
        }
    }

    private static ModelInferRequest.Builder request() {
        return ModelInferRequest.newBuilder()
                .setModelName("m")
                .setModelVersion("2")
                .setId("i")
                .putParameters("other", TRUE)
                .addInputs(InferInputTensor.newBuilder()
                        .setName("X")
                        .setDatatype("FP32")
                        .addShape(1))
                .addRawInputContents(ByteString.copyFrom(new byte[] {1, 2, 3, 4}));
    }
}
