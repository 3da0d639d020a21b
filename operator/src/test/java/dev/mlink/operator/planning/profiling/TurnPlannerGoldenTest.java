package dev.mlink.operator.planning.profiling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.GoldenCase;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The turns of a profile, each in one situation that the name of its file tells. */
class TurnPlannerGoldenTest {

    @TestFactory
    Stream<DynamicTest> decisions() {
        return GoldenCase.of("profiling", in -> shown(new TurnPlanner().next(world(in))));
    }

    private static Map<String, Object> shown(TurnPlan plan) {
        var shown = new TreeMap<String, Object>();
        shown.put("turn", GoldenCase.tagged(plan.turn()));
        if (!plan.excluded().isEmpty()) {
            shown.put(
                    "excluded", plan.excluded().stream().map(GoldenCase::tagged).toList());
        }
        return shown;
    }

    private static ProfilingWorld world(JsonNode in) {
        var participants = new ArrayList<Participant>();
        in.required("models").properties().forEach(e -> participants.add(participant(e.getKey(), e.getValue())));
        var activationSet = new TreeSet<String>();
        in.required("activationSet").forEach(model -> activationSet.add(model.asText()));
        return new ProfilingWorld(
                new Budget(in.required("budget").asLong()), in.path("foreign").asLong(0), participants, activationSet);
    }

    private static Participant participant(String name, JsonNode in) {
        return new Participant(
                name,
                in.has("memory") ? OptionalLong.of(in.get("memory").asLong()) : OptionalLong.empty(),
                in.path("weight").asDouble(1),
                in.path("pinned").asBoolean(false),
                in.has("predicted") ? OptionalDouble.of(in.get("predicted").asDouble()) : OptionalDouble.empty(),
                in.path("ready").asBoolean(false),
                in.path("profiled").asBoolean(false),
                in.has("failure") ? Optional.of(in.get("failure").asText()) : Optional.empty());
    }
}
