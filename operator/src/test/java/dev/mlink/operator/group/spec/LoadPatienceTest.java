package dev.mlink.operator.group.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadPatienceTest {

    @Test
    void aLoadThatNobodyKnowsMayTakeAsLongAsItLikes() {
        LoadPatience unknown = GroupMemory.EMPTY.patience("a");

        assertThat(unknown.call()).isEmpty();
        assertThat(unknown.exhausted(Duration.ofHours(1))).isFalse();
    }

    @Test
    void aShortOneIsNotHurried() {
        LoadPatience brief = patience(Duration.ofSeconds(1));

        assertThat(brief.call()).hasValue(Duration.ofSeconds(10));
        assertThat(brief.exhausted(Duration.ofSeconds(19))).isFalse();
        assertThat(brief.exhausted(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aLongOneIsGivenAManifold() {
        LoadPatience slow = patience(Duration.ofMinutes(3));

        assertThat(slow.call()).hasValue(Duration.ofMinutes(9));
        assertThat(slow.exhausted(Duration.ofMinutes(14))).isFalse();
        assertThat(slow.exhausted(Duration.ofMinutes(15))).isTrue();
    }

    @Test
    void theLongestCountsAndIsNotRewrittenForLittle() {
        GroupMemory memory = GroupMemory.EMPTY.withLoad("a", Duration.ofMillis(2010));

        assertThat(memory.loads()).containsEntry("a", Duration.ofMillis(2100));
        assertThat(memory.withLoad("a", Duration.ofMillis(1000))).isEqualTo(memory);
        assertThat(memory.withLoad("a", Duration.ofMillis(2500))).isEqualTo(memory);
        assertThat(memory.withLoad("a", Duration.ofMillis(3950)).loads()).containsEntry("a", Duration.ofSeconds(4));
    }

    private static LoadPatience patience(Duration longest) {
        return new LoadPatience(Optional.of(longest));
    }
}
