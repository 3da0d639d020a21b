package dev.mlink.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TritonAddressTest {

    @ParameterizedTest
    @CsvSource({"triton:8001, triton, 8001", "10.0.0.7:1, 10.0.0.7, 1", "[::1]:65535, ::1, 65535"})
    void readsAndPrints(String text, String host, int port) {
        TritonAddress address = TritonAddress.parse(text);

        assertThat(address).isEqualTo(new TritonAddress(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "triton", "triton:", ":8001", "triton:x", "http://triton:8001", "::1:8001", "t:0", "t:65536"
            })
    void refusesWithASentenceThatSaysWhatToWrite(String text) {
        assertThatThrownBy(() -> TritonAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsAnyOf("write", "name the machine");
    }
}
