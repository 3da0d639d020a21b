package dev.mlink.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.upstream.Reply.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            Request for unknown model: 'm' has no available versions        | GONE
            Request for unknown model: 'm' is not found                     | GONE
            Request for unknown model: 'm' version 2 is not at ready state  | GONE
            Request for unknown model: 'm' version 1 is not at ready state  | REFUSED
            Request for unknown model: 'm' version 99 is not found          | REFUSED
            Request for unknown model: 'other' is not found                 | REFUSED
            Stub process 'm_0_0' is not healthy.                            | BROKEN
            Failed to process the request(s), message: Stub process 'm_0_0' is not healthy. | BROKEN
            [request id: 7] Server is stopping, scheduler for model has stopped accepting new inference requests | GONE
            this model always fails                                         | REFUSED
            """)
    void tritonsWordsTellWhetherAModelIsGone(String error, Outcome outcome) {
        assertThat(new Diagnosis("m", "2").of(error)).isEqualTo(outcome);
    }

    @Test
    void withoutAProfiledVersionNoVersionIsMissed() {
        assertThat(new Diagnosis("m", "").of("Request for unknown model: 'm' version  is not at ready state"))
                .isEqualTo(Outcome.REFUSED);
    }
}
