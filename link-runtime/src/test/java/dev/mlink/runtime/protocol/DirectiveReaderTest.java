package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.routing.Directives;
import dev.mlink.triton.wire.InferParameter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectiveReaderTest {
    private final DirectiveReader reader = new DirectiveReader();

    @Test
    void nothingSaidMeansPredictionsAndSamplesAreWelcome() {
        assertThat(reader.read(Map.of(), Map.of())).isEqualTo(Directives.none());
    }

    @Test
    void parametersAndHeadersSayTheSame() {
        assertThat(reader.read(Map.of("mlink_exact", flag(true)), Map.of()))
                .isEqualTo(Directives.none().withExact(true));
        assertThat(reader.read(Map.of(), Map.of("mlink-exact", "True", "mlink-sample", "false")))
                .isEqualTo(Directives.none().withExact(true).withSample(false));
        assertThat(reader.read(Map.of("mlink_exact", flag(false)), Map.of("mlink-exact", "true")))
                .as("a parameter wins")
                .isEqualTo(Directives.none());
    }

    @Test
    void whatIsNotKnownIsRefusedWithWhatIs() {
        assertThatThrownBy(() -> reader.read(Map.of("mlink_strean", flag(true)), Map.of()))
                .hasMessage(
                        "parameter 'mlink_strean' is not known; known are mlink_exact, mlink_sample, mlink_min_confidence,"
                                + " mlink_stream and mlink_join");
        assertThatThrownBy(() -> reader.read(Map.of(), Map.of("mlink-exact", "yes")))
                .hasMessage("parameter 'mlink-exact' is 'yes'; write true or false");
        InferParameter number = InferParameter.newBuilder().setInt64Param(1).build();
        assertThatThrownBy(() -> reader.read(Map.of("mlink_exact", number), Map.of()))
                .hasMessageContaining("write true or false");
    }

    @Test
    void theLeastConfidenceIsAProbabilityInWhateverTypeItComes() {
        Directives asked = Directives.none().withMinConfidence(.75);
        assertThat(reader.read(Map.of(), Map.of("mlink-min-confidence", "0.75")))
                .isEqualTo(asked);
        InferParameter number = InferParameter.newBuilder().setDoubleParam(.75).build();
        assertThat(reader.read(Map.of("mlink_min_confidence", number), Map.of("mlink-min-confidence", "0.1")))
                .isEqualTo(asked);
        InferParameter one = InferParameter.newBuilder().setInt64Param(1).build();
        assertThat(reader.read(Map.of("mlink_min_confidence", one), Map.of()).minConfidence())
                .hasValue(1);
        for (String wrong : new String[] {"1.01", "-0.1", "NaN", "much", ""}) {
            assertThatThrownBy(() -> reader.read(Map.of(), Map.of("mlink-min-confidence", wrong)))
                    .hasMessage("parameter 'mlink-min-confidence' is '" + wrong + "'; write a number from 0 to 1");
        }
    }

    @Test
    void aStreamIsNamedByAShortString() {
        Directives asked = Directives.none().withStream("yard/\u00fc 2");
        assertThat(reader.read(Map.of("mlink_stream", text("yard/\u00fc 2")), Map.of("mlink-stream", "other")))
                .isEqualTo(asked);
        assertThat(reader.read(Map.of(), Map.of("mlink-stream", "7")).stream()).isEqualTo("7");
        assertThat(reader.read(Map.of("mlink_stream", text("x".repeat(128))), Map.of()).stream())
                .hasSize(128);
        for (String wrong : new String[] {"", "a\0", "\u00fc".repeat(65)}) {
            assertThatThrownBy(() -> reader.read(Map.of("mlink_stream", text(wrong)), Map.of()))
                    .hasMessageContaining("write a name of 1 to 128 bytes in UTF-8");
        }
        assertThatThrownBy(() -> reader.read(Map.of("mlink_stream", text("long".repeat(100_000))), Map.of()))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
        InferParameter number = InferParameter.newBuilder().setInt64Param(7).build();
        assertThatThrownBy(() -> reader.read(Map.of("mlink_stream", number), Map.of()))
                .hasMessage("parameter 'mlink_stream' is '7'; write a string, not a number or a boolean");
    }

    private static InferParameter text(String value) {
        return InferParameter.newBuilder().setStringParam(value).build();
    }

    private static InferParameter flag(boolean value) {
        return InferParameter.newBuilder().setBoolParam(value).build();
    }
}
