package dev.mlink.operator.planning.hysteresis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlink.operator.planning.GoldenCase;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which challengers replace the set in force, and in which words the others are turned away. */
class HysteresisGoldenTest {

    @TestFactory
    Stream<DynamicTest> rulings() {
        return GoldenCase.of(
                "hysteresis",
                in -> GoldenCase.tagged(new Hysteresis(new Reluctance(
                                in.path("minimumGain").asDouble(.005), duration(in, "minimumDwell", "PT10M")))
                        .rule(challenge(in))));
    }

    @Test
    void reluctanceIsAFractionAndATime() {
        assertThatThrownBy(() -> new Reluctance(1.5, Duration.ZERO))
                .hasMessage("minimumGain: 1.5; give a fraction between 0 and 1, such as 0.005");
        assertThatThrownBy(() -> new Reluctance(Double.NaN, Duration.ZERO)).hasMessageStartingWith("minimumGain: NaN");
        assertThatThrownBy(() -> new Reluctance(0, Duration.ofSeconds(-1)))
                .hasMessage("minimumDwell: PT-1S; give 0 or more");
    }

    private static Challenge challenge(JsonNode in) {
        return new Challenge(
                names(in.required("challenger")),
                duration(in, "age", "PT1H"),
                new Lead(
                        in.required("gain").asDouble(),
                        in.path("margin").asDouble(.001),
                        in.path("samples").asInt(75)),
                new SwitchCost(
                        in.path("missed").asDouble(.3), duration(in, "takes", "PT30S"), duration(in, "period", "PT1H")),
                names(in.path("spared")));
    }

    private static Duration duration(JsonNode in, String name, String otherwise) {
        return Duration.parse(in.path(name).asText(otherwise));
    }

    private static SortedSet<String> names(JsonNode in) {
        var names = new TreeSet<String>();
        in.forEach(name -> names.add(name.asText()));
        return names;
    }
}
