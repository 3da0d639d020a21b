package dev.mlink.operator.planning.placement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlink.operator.planning.GoldenCase;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Placements, each in one situation that the name of its file tells. */
class PackingGoldenTest {

    @TestFactory
    Stream<DynamicTest> decisions() {
        return GoldenCase.of(
                "placement",
                in -> decided(new Packing(new Devices(new TreeMap<>(entries(in.required("devices"), JsonNode::asLong))))
                        .place(
                                entries(in.required("sizes"), JsonNode::asLong),
                                entries(in.path("present"), JsonNode::asText))));
    }

    private static Object decided(Optional<? extends Map<String, String>> placed) {
        return placed.<Object>map(places -> places).orElse("no placement");
    }

    private static <T> Map<String, T> entries(JsonNode in, Function<JsonNode, T> value) {
        var entries = new TreeMap<String, T>();
        in.properties().forEach(entry -> entries.put(entry.getKey(), value.apply(entry.getValue())));
        return entries;
    }
}
