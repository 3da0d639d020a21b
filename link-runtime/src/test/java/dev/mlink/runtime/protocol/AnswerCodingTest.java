package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | gzip",
                "deflate | deflate",
                "deflate, gzip | gzip",
                "deflate;q=1, gzip;q=.5 | deflate",
                "br, gzip;q=.1 | gzip",
                "gzip;q=0 |",
                "gzip;q=x |",
                "identity |",
                "* |",
                "';' |"
            })
    void theBestThatBothHave(String accepted, String coding) {
        assertThat(AnswerCoding.choice(accepted).orElse(null)).isEqualTo(coding);
    }
}
