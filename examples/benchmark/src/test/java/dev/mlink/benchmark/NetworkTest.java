package dev.mlink.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is timed against each other computes the same. */
class NetworkTest {
    @ParameterizedTest
    @EnumSource
    void opponentsAnswerAlike(Network network) {
        try (Opponents opponents = network.opponents()) {
            float[] served = opponents.served().answer();
            float[] framework = opponents.framework().answer();

            assertThat(served).hasSameSizeAs(framework);
            for (int i = 0; i < served.length; i++) {
                assertThat(served[i]).isCloseTo(framework[i], within(1e-5f));
            }
            assertThat(served).as("answers differ from one another").doesNotHaveDuplicates();
        }
    }
}
