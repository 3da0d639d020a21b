package dev.mlink.operator.triton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.triton.wire.RepositoryIndexResponse;
import dev.mlink.triton.wire.RepositoryIndexResponse.ModelIndex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryIndexTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', UNLOADED, ''",
        "READY, '', READY, ''",
        "LOADING, '', LOADING, ''",
        "UNLOADING, '', UNLOADING, ''",
        "UNAVAILABLE, unloaded, UNLOADED, ''",
        "UNAVAILABLE, 'Internal: no memory ', FAILED, Internal: no memory",
        "UNAVAILABLE, '', FAILED, ''",
        "UNKNOWN, '', UNKNOWN, Triton says 'UNKNOWN' of version 1",
        "RESTING, soon, UNKNOWN, Triton says 'RESTING' of version 1 soon"
    })
    void aVersionsStateIsTheModels(String state, String reason, ModelState expected, String expectedReason) {
        ModelStatus model = status(entry("1", state, reason));

        assertThat(model.state()).isEqualTo(expected);
        assertThat(model.reason()).isEqualTo(expectedReason);
    }

    @ParameterizedTest
    @CsvSource({
        "READY, UNLOADING, UNLOADING",
        "READY, LOADING, LOADING",
        "LOADING, UNLOADING, LOADING",
        "READY, UNAVAILABLE, READY",
        "READY, UNKNOWN, UNKNOWN",
        "UNAVAILABLE, '', FAILED"
    })
    void ofSeveralVersionsWhatMovesComesFirstThenWhatAnswers(String one, String other, ModelState expected) {
        assertThat(status(entry("1", one, "why"), entry("2", other, "why")).state())
                .isEqualTo(expected);
        assertThat(status(entry("1", other, "why"), entry("2", one, "why")).state())
                .isEqualTo(expected);
    }

    @Test
    void readyVersionsAreOrderedAsNumbers() {
        ModelStatus model =
                status(entry("10", "READY", ""), entry("9", "READY", ""), entry("8", "UNAVAILABLE", "unloaded"));
        assertThat(model.readyVersions()).containsExactly("9", "10");
    }

    @Test
    void saysWhichModelsAreInAState() {
        RepositoryIndex index = RepositoryIndex.read(RepositoryIndexResponse.newBuilder()
                .addModels(entry("1", "READY", "").toBuilder().setName("b"))
                .addModels(entry("1", "READY", "").toBuilder().setName("a"))
                .addModels(ModelIndex.newBuilder().setName("never"))
                .build());

        assertThat(index.in(ModelState.READY)).containsExactly("a", "b");
        assertThat(index.in(ModelState.UNLOADED)).containsExactly("never");
        assertThat(index.find("c")).isEmpty();
        assertThat(index.moving()).isFalse();
    }

    private static ModelStatus status(ModelIndex... versions) {
        return ModelStatus.of("m", List.of(versions));
    }

    private static ModelIndex entry(String version, String state, String reason) {
        return ModelIndex.newBuilder()
                .setName("m")
                .setVersion(version)
                .setState(state)
                .setReason(reason)
                .build();
    }
}
