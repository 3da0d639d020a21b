package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableInForceTest {
    private final TableInForce tables = new TableInForce();

    @Test
    void onlyALaterTableOfTheGroupOrOneOfAnotherIsTaken() {
        assertThat(tables.epoch()).isZero();
        assertThat(tables.replace(table("a", 5))).isTrue();
        assertThat(tables.replace(table("a", 4))).isFalse();
        assertThat(tables.replace(table("a", 5))).as("the same once more").isTrue();
        assertThat(tables.replace(table("a", 6))).isTrue();
        assertThat(tables.replace(table("b", 1))).as("a group made anew").isTrue();
        assertThat(tables.epoch()).isEqualTo(1);
    }

    @Test
    void theSameNumberWithOtherContentIsNot() {
        tables.replace(table("a", 5));
        RoutingTable other = new RoutingTable("another", "a", 5, Map.of(), Map.of(), List.of());
        assertThat(tables.accepts(other)).isFalse();
    }

    private static ActiveTable table(String uid, long epoch) {
        return new ActiveTable(
                new RoutingTable("g", uid, epoch, Map.of(), Map.of(), List.of()),
                Map.of(),
                Map.of(),
                Set.of(),
                Optional.empty());
    }
}
