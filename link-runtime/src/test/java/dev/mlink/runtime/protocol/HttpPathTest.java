package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.protocol.HttpPath.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPathTest {
    @ParameterizedTest
    @CsvSource({
        "/v2, SERVER, '', '', GET",
        "/v2/health/live, LIVE, '', '', GET",
        "/v2/models/m, MODEL, m, '', GET",
        "/v2/models/a%20b/config, MODEL_CONFIG, a%20b, '', GET",
        "/v2/models/m/versions/12/ready, MODEL_READY, m, 12, GET",
        "/v2/models/m/infer, MODEL_INFER, m, '', POST",
        "/v2/repository/index, INDEX, '', '', POST",
        "/v2/models/m/stats, MODEL_STATS, m, '', GET",
        "/v2/models/stats, MODEL_STATS, '', '', GET",
        "/v2/models/m/generate_stream, MODEL_GENERATE_STREAM, m, '', POST",
        "/v2/repository/models/m/load, UNSERVED, '', '', GET"
    })
    void isReadAsTritonReadsIt(String path, Subject subject, String model, String version, String verb) {
        HttpPath read = HttpPath.parse(path).orElseThrow();
        assertThat(read).isEqualTo(new HttpPath(subject, model, version));
        assertThat(read.verb()).isEqualTo(verb);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v2/", "/v2/models", "/v2/models/m/", "/v2/models/m/versions/x/infer", "//v2"})
    void everythingElseIsNotFound(String path) {
        assertThat(HttpPath.parse(path)).isEmpty();
    }

    @Test
    void aModelMayBeCalledLikeASubject() {
        assertThat(HttpPath.parse("/v2/models/infer/infer").orElseThrow().model())
                .isEqualTo("infer");
    }
}
