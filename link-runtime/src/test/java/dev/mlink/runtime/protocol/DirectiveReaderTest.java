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
                        "parameter 'mlink_strean' is not known; known are mlink_exact, mlink_sample and mlink_min_confidence");
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

    private static InferParameter flag(boolean value) {
        return InferParameter.newBuilder().setBoolParam(value).build();
    }
}
