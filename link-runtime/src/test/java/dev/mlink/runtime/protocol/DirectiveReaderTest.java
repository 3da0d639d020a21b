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
        assertThat(reader.read(Map.of(), Map.of())).isEqualTo(new Directives(false, true));
    }

    @Test
    void parametersAndHeadersSayTheSame() {
        assertThat(reader.read(Map.of("mlink_exact", flag(true)), Map.of())).isEqualTo(new Directives(true, true));
        assertThat(reader.read(Map.of(), Map.of("mlink-exact", "True", "mlink-sample", "false")))
                .isEqualTo(new Directives(true, false));
        assertThat(reader.read(Map.of("mlink_exact", flag(false)), Map.of("mlink-exact", "true")))
                .as("a parameter wins")
                .isEqualTo(new Directives(false, true));
    }

    @Test
    void whatIsNotKnownIsRefusedWithWhatIs() {
        assertThatThrownBy(() -> reader.read(Map.of("mlink_strean", flag(true)), Map.of()))
                .hasMessage("parameter 'mlink_strean' is not known; known are mlink_exact and mlink_sample");
        assertThatThrownBy(() -> reader.read(Map.of(), Map.of("mlink-exact", "yes")))
                .hasMessage("parameter 'mlink-exact' is 'yes'; write true or false");
        InferParameter number = InferParameter.newBuilder().setInt64Param(1).build();
        assertThatThrownBy(() -> reader.read(Map.of("mlink_exact", number), Map.of()))
                .hasMessageContaining("write true or false");
    }

    private static InferParameter flag(boolean value) {
        return InferParameter.newBuilder().setBoolParam(value).build();
    }
}
