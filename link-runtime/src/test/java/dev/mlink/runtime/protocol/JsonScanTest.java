package dev.mlink.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.routing.Refusal;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScanTest {

    @Test
    void namesAreFoundAndTextsThatOnlyContainThemAreNot() {
        assertThat(scan("{'parameters':{'mlink_exact':true}}").directs()).isTrue();
        assertThat(scan("{'id':'a mlink_exact'}").directs()).isFalse();
        assertThat(scan("{'parameters':{'sequence_id':3}}").sequences()).isTrue();
        assertThat(scan("{'outputs':[{'parameters':{'classification':1}}]}").classifies())
                .isTrue();
        assertThat(scan("{'id':'classification of'}").classifies()).isFalse();
        assertThat(scan("{'ml\\u0069nk_exact':1}").directs()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'inputs':[{'shape':[4294967296,4294967296]}]}",
                "{'inputs':[{'shape' : [ 4611686018427387904 , 4 ]}]}",
                "{'inputs':[{'shape':[99999999999999999999999999]}]}",
                "{'inputs':[{'shape':[1,3]},{'shape':[0,9223372036854775807]}]}"
            })
    void aShapeThatCannotBeCountedIsRefused(String text) {
        assertThatThrownBy(() -> scan(text).requireHarmless())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("more elements than can be counted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'inputs':[{'shape':[64,3,224,224],'data':[12345678901234567890,0.12345678901234567]}]}",
                "{'inputs':[{'name':'shape','data':[4294967296,4294967296]}]}",
                "{'inputs':[{'shape':[",
                "{'shape'",
                "'",
                ""
            })
    void whateverElseIsLeftToTriton(String text) {
        assertThatCode(() -> scan(text).requireHarmless()).doesNotThrowAnyException();
    }

    @Test
    void whatNestsTooDeeplyIsRefused() {
        assertThatCode(() -> scan("[".repeat(1000)).requireHarmless()).doesNotThrowAnyException();
        assertThatThrownBy(() -> scan("[".repeat(1001)).requireHarmless()).hasMessageContaining("nests deeper");
        assertThat(scan("'[[[['").depth()).as("brackets in a text").isZero();
    }

    private static JsonScan scan(String text) {
        Buffer content = Buffer.buffer(text.replace('\'', '"'));
        return JsonScan.of(content, content.length());
    }
}
