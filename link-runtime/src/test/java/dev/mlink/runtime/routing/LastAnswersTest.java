package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.runtime.calibration.Calibration;
import dev.mlink.runtime.calibration.Certainty;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.LastOutputs;
import dev.mlink.runtime.prediction.LastOutputs.LastOutput;
import dev.mlink.runtime.routing.ActiveTable.CompiledLast;
import dev.mlink.runtime.routing.Guarantee.NotAsked;
import dev.mlink.runtime.routing.Guarantee.Uncertified;
import dev.mlink.runtime.routing.ModelRoute.State;
import dev.mlink.runtime.store.Digest;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Odds of agreement are 10 seconds over the age. */
class LastAnswersTest {
    private static final Directives DOOR = Directives.none().withStream("door");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final MovableClock clock = new MovableClock();
    private final long start = clock.millis();
    private final LastAnswers answers = new LastAnswers(new LastSeen(), clock);
    private final LastOutputs profiled =
            new LastOutputs(new Form.Numbers(2), LONGEST, Map.of("door", new LastOutput(start, new float[] {1, 2})));

    @Test
    void theStreamsOwnValueAnswersWithItsAge() {
        ActiveTable table = table(new NotAsked());
        clock.pass(Duration.ofSeconds(10));
        RecalledValue value = find(table, DOOR).orElseThrow();
        assertThat(value.row().floats()).containsExactly(1, 2);
        assertThat(value.age()).isEqualTo(10_000);
        assertThat(value.confidence().orElseThrow()).isEqualTo(.5, within(1e-6));
        PredictedOutput twice = value.repeated(2);
        assertThat(twice.tensor().floats()).containsExactly(1, 2, 1, 2);
        assertThat(twice.confidences().rows()).isEqualTo(2);
        assertThat(twice.parameters(value.by()).get("mlink_age_ms").getInt64Param())
                .isEqualTo(10_000);
    }

    @Test
    void otherStreamsAndRequestsWithoutOneGetNothing() {
        ActiveTable table = table(new NotAsked());
        assertThat(find(table, Directives.none())).isEmpty();
        assertThat(find(table, Directives.none().withStream("yard"))).isEmpty();
        assertThat(find(table, DOOR.withExact(true))).isEmpty();
    }

    @Test
    void whatIsTooOldOrNotSureEnoughIsLeftToThePredictor() {
        ActiveTable table = table(new NotAsked());
        clock.pass(Duration.ofSeconds(20));
        assertThat(find(table, DOOR.withMinConfidence(.3))).isPresent();
        assertThat(find(table, DOOR.withMinConfidence(.4))).isEmpty();
        assertThat(find(table(new Uncertified("2 of 60 disagree")), DOOR)).isEmpty();
        assertThat(find(table(new Guarantee.Certified(.3)), DOOR)).isPresent();
        assertThat(find(table(new Guarantee.Certified(.4)), DOOR)).isEmpty();
        clock.pass(LONGEST.minusSeconds(20));
        assertThat(find(table, DOOR)).isPresent();
        clock.pass(Duration.ofMillis(1));
        assertThat(find(table, DOOR)).isEmpty();
    }

    @Test
    void aNewerExactOutputTakesItsPlace() {
        ActiveTable table = table(new NotAsked());
        clock.pass(Duration.ofSeconds(30));
        Tensor rows = Tensor.ofFloats("Y", Datatype.FP32, Shape.of(2, 2), 5, 6, 7, 8);
        assertThat(answers.watch(Directives.none()).saw(route(), rows)).isSameAs(rows);
        assertThat(find(table, DOOR).orElseThrow().row().floats())
                .as("of no stream")
                .containsExactly(1, 2);
        answers.watch(DOOR).saw(route(), rows);
        clock.pass(Duration.ofSeconds(1));
        RecalledValue value = find(table, DOOR).orElseThrow();
        assertThat(value.row().floats()).as("the last sample").containsExactly(7, 8);
        assertThat(value.age()).isEqualTo(1000);
    }

    private Optional<RecalledValue> find(ActiveTable table, Directives asked) {
        return answers.find(table, route(), asked);
    }

    private ActiveTable table(Guarantee guarantee) {
        PredictorReference by = new PredictorReference(
                List.of(),
                new Digest("sha256:" + "a".repeat(64)),
                .5,
                Optional.of(new Calibration(Certainty.FRESHNESS, 1, Math.log(10))));
        CompiledLast last = new CompiledLast(
                profiled,
                new LastReference(by, new ConfidenceRule(0, guarantee, false)),
                new TensorSignature("Y", Datatype.FP32, List.of(2L), false));
        return new ActiveTable(
                new RoutingTable("g", "u", 1, Map.of(), Map.of("m", route()), List.of()),
                Map.of(),
                Map.of("m", last),
                Set.of(),
                Optional.empty());
    }

    private static ModelRoute route() {
        return new ModelRoute(
                "m",
                State.PREDICTED,
                Map.of(),
                "Y",
                "1",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "",
                ConfidenceRule.NONE,
                Optional.empty());
    }
}
