package dev.mlink.operator.planning.switching;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlink.operator.planning.Budget;
import dev.mlink.operator.planning.GoldenCase;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The decisions of a switch, each in one situation that the name of its file tells. */
class SwitchPlannerGoldenTest {

    @TestFactory
    Stream<DynamicTest> decisions() {
        var planner = new SwitchPlanner(Patience.standard());
        return GoldenCase.of("switching", in -> planner.next(world(in), target(in.required("target"))).stream()
                .map(GoldenCase::tagged)
                .toList());
    }

    private static World world(JsonNode in) {
        var endpoints = new ArrayList<ObservedEndpoint>();
        in.path("endpoints").properties().forEach(e -> endpoints.add(endpoint(e.getKey(), e.getValue())));
        var pods = new ArrayList<ObservedPod>();
        in.path("pods").properties().forEach(p -> pods.add(pod(p.getKey(), p.getValue())));
        return new World(
                devices(in),
                texts(in.required("members")),
                entries(in.path("costs"), JsonNode::asLong),
                endpoints,
                table(in.path("table")),
                pods,
                texts(in.path("configured")));
    }

    private static Devices devices(JsonNode in) {
        return in.has("devices")
                ? new Devices(new TreeMap<>(entries(in.get("devices"), JsonNode::asLong)))
                : Devices.whole(new Budget(in.required("budget").asLong()));
    }

    /** Written {@code "0 x 2"}: on device 0, two instances. */
    private static Seat seat(JsonNode in) {
        String[] parts = in.asText().split(" x ");
        return new Seat(parts[0], Integer.parseInt(parts[1]));
    }

    private static List<Seat> seats(JsonNode in) {
        return in.isArray()
                ? StreamSupport.stream(in.spliterator(), false)
                        .map(SwitchPlannerGoldenTest::seat)
                        .toList()
                : List.of(seat(in));
    }

    private static ObservedEndpoint endpoint(String name, JsonNode in) {
        return new ObservedEndpoint(
                name,
                in.path("reachable").asBoolean(true),
                entries(in.path("models"), state -> state(state.asText())),
                entries(in.path("dead"), age -> Duration.parse(age.asText())),
                texts(in.path("unreleased")),
                entries(in.path("pending"), JsonNode::asLong),
                in.path("foreign").asLong(0),
                entries(in.path("seats"), SwitchPlannerGoldenTest::seats));
    }

    private static ModelState state(String text) {
        return switch (text.split(" ")[0]) {
            case "READY" -> new ModelState.Ready();
            case "LOADING" -> new ModelState.Loading();
            case "HUNG" -> new ModelState.Hung();
            case "UNLOADING" -> new ModelState.Unloading(
                    text.contains(" ") ? Duration.parse(text.substring("UNLOADING ".length())) : Duration.ZERO);
            case "UNLOADED" -> new ModelState.Unloaded();
            case "FAILED" -> new ModelState.Failed(text.substring("FAILED ".length()));
            default -> throw new IllegalArgumentException("state '" + text
                    + "'; write READY, LOADING, HUNG, UNLOADING (since PT5S)," + " UNLOADED or FAILED with a reason");
        };
    }

    private static TableInForce table(JsonNode in) {
        return in.isMissingNode()
                ? TableInForce.none()
                : new TableInForce(
                        in.required("epoch").asLong(),
                        entries(in.path("exact"), SwitchPlannerGoldenTest::texts),
                        Duration.parse(in.required("age").asText()));
    }

    private static ObservedPod pod(String name, JsonNode in) {
        return new ObservedPod(
                name,
                in.path("ready").asBoolean(true),
                in.required("acknowledged").asLong(),
                inFlight(in.path("inFlight")));
    }

    private static Map<Placement, Long> inFlight(JsonNode in) {
        var calls = new HashMap<Placement, Long>();
        in.properties().forEach(endpoint -> endpoint.getValue()
                .properties()
                .forEach(model -> calls.put(
                        new Placement(endpoint.getKey(), model.getKey()),
                        model.getValue().asLong())));
        return calls;
    }

    private static Target target(JsonNode in) {
        var attempted = new HashSet<Placement>();
        in.path("attempted").properties().forEach(e -> texts(e.getValue())
                .forEach(model -> attempted.add(new Placement(e.getKey(), model))));
        return new Target(
                texts(in.required("models")),
                entries(in.path("overrides"), SwitchPlannerGoldenTest::texts),
                attempted,
                entries(in.path("seats"), places -> entries(places, SwitchPlannerGoldenTest::seat)));
    }

    private static Set<String> texts(JsonNode in) {
        var texts = new TreeSet<String>();
        in.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static <T> Map<String, T> entries(JsonNode in, Function<JsonNode, T> value) {
        var entries = new HashMap<String, T>();
        in.properties().forEach(e -> entries.put(e.getKey(), value.apply(e.getValue())));
        return entries;
    }
}
