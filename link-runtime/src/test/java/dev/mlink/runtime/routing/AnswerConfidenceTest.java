package dev.mlink.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlink.admin.v1alpha1.Certainty;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.runtime.calibration.Calibration;
import dev.mlink.runtime.prediction.PredictorLoader;
import dev.mlink.runtime.routing.ActiveTable.CompiledPredictor;
import dev.mlink.runtime.store.Artifact;
import dev.mlink.runtime.store.ArtifactStore;
import dev.mlink.runtime.store.Description;
import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Kind;
import dev.mlink.runtime.store.Description.Member;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.triton.tensor.Datatype;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerConfidenceTest {
    @TempDir
    Path directory;

    @Test
    void itIsReadOffTheAnswersRowByRow() throws IOException {
        Confidences confidences = confidence(
                        Optional.of(new Calibration(dev.mlink.runtime.calibration.Certainty.WHOLE_SET, 1, 0)))
                .of(List.of(), new float[] {.9f, .5f}, 2);
        assertThat(confidences.known()).isTrue();
        assertThat(confidences.values()).containsExactly(new double[] {.9, .5}, within(1e-6));
    }

    /** Worked by hand: a = 2 gives h = 2, so the foreseen logarithm is 3 h - 1 = 5, and the certainty -5. */
    @Test
    void ofANumberItIsWhatTheJointNetworkForesees() throws IOException {
        Confidences confidences = confidence(
                        Optional.of(new Calibration(dev.mlink.runtime.calibration.Certainty.FORESEEN_LOSS, .5, 3)))
                .of(List.of(new float[] {2, 0}), new float[] {4, 0}, 2);
        assertThat(confidences.of(0)).isEqualTo(1 / (1 + Math.exp(-(.5 * -5 + 3))), within(1e-9));
        assertThat(confidences.of(1)).isEqualTo(1 / (1 + Math.exp(-(.5 * 1 + 3))), within(1e-9));
    }

    @Test
    void withoutACalibrationItIsNotKnown() throws IOException {
        assertThat(confidence(Optional.empty())
                        .of(List.of(), new float[] {4}, 1)
                        .known())
                .isFalse();
    }

    @Test
    void aTableIsRefusedWhosePredictorForeseesNothing() throws IOException {
        ArtifactStore store = new Store(directory).artifacts();
        Predictor prior = new AffineGroup(store)
                .prior("x", 5).toBuilder()
                        .setCalibration(dev.mlink.admin.v1alpha1.Calibration.newBuilder()
                                .setCertainty(Certainty.FORESEEN_LOSS))
                        .build();
        RoutingTable table = new RoutingTableReader()
                .read(AffineGroup.table(1)
                        .addModels(AffineGroup.predicted("x", prior))
                        .build());
        assertThat(prior.getKind()).isEqualTo(PredictorKind.PRIOR);
        assertThatThrownBy(() -> new TableCompiler(new PredictorLoader(store)).compile(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "model 'x': calibration.certainty is FORESEEN_LOSS, which its predictor does not tell; write NO_CERTAINTY");
    }

    private AnswerConfidence confidence(Optional<Calibration> calibration) throws IOException {
        ArtifactStore store = new Store(directory).artifacts();
        Digest digest = store.write(joint());
        return new AnswerConfidence(new CompiledPredictor(
                new PredictorLoader(store).load("b", digest, List.of("a")),
                new PredictorReference(List.of("a"), digest, .5, calibration),
                new TensorSignature("Y", Datatype.FP32, List.of(1L), false)));
    }

    private static Artifact joint() {
        List<Member> members = List.of(
                new Member("a", 1, "Regression", Activation.LINEAR),
                new Member("b", 1, "Regression", Activation.LINEAR));
        Description description = Description.ofGroup(Kind.JOINT, "g", members, Map.of());
        return new Artifact(
                description,
                Map.ofEntries(
                        Map.entry("input_mean", NpyArray.of(new float[] {0, 0}, 2)),
                        Map.entry("input_scale", NpyArray.of(new float[] {1, 1}, 2)),
                        Map.entry("hidden_weight", NpyArray.of(new float[] {1, 0}, 2, 1)),
                        Map.entry("active_weight", NpyArray.of(new float[] {0, 0}, 2, 1)),
                        Map.entry("hidden_bias", NpyArray.of(new float[] {0}, 1)),
                        Map.entry("output_weight", NpyArray.of(new float[] {0, 2}, 1, 2)),
                        Map.entry("output_bias", NpyArray.of(new float[] {0, 0}, 2)),
                        Map.entry("target_mean", NpyArray.of(new float[] {0, 0}, 2)),
                        Map.entry("target_scale", NpyArray.of(new float[] {1, 1}, 2)),
                        Map.entry("error_weight", NpyArray.of(new float[] {0, 3}, 1, 2)),
                        Map.entry("error_bias", NpyArray.of(new float[] {0, -1}, 2))));
    }
}
