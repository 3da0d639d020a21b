package dev.mlink.runtime.routing;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static dev.mlink.runtime.testing.AffineGroup.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mlink.admin.v1alpha1.Calibration;
import dev.mlink.admin.v1alpha1.Certainty;
import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.LastValues;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.runtime.testing.AffineGroup;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RoutingTableReaderTest {
    private static final Predictor LINK = Predictor.newBuilder()
            .setKind(PredictorKind.LINK)
            .addSources("twice")
            .setArtifact("sha256:" + "a".repeat(64))
            .build();

    private final RoutingTableReader reader = new RoutingTableReader();

    @Test
    void aTableIsReadWhole() {
        dev.mlink.runtime.routing.RoutingTable table = reader.read(table().build());
        assertThat(table.epoch()).isEqualTo(7);
        assertThat(table.models().keySet()).containsExactly("twice", "halved", "new");
        assertThat(table.groupInputs()).containsExactly("image");
        assertThat(table.model("halved").orElseThrow().predictor().orElseThrow().sources())
                .containsExactly("twice");
        assertThat(table.endpointsOf(table.models().get("twice")).get(0).grpc().port())
                .isEqualTo(1);
    }

    @Test
    void whatIsSaidOfConfidenceIsReadToo() {
        Predictor calibrated = LINK.toBuilder()
                .setCalibration(Calibration.newBuilder()
                        .setCertainty(Certainty.LARGEST_SHARE)
                        .setSlope(.5)
                        .setIntercept(-1))
                .build();
        dev.mlink.runtime.routing.RoutingTable table = reader.read(table().addEscalation(
                        endpoint("large", "c:1", "c:2"))
                .addModels(predicted("x", calibrated).toBuilder()
                        .setMinConfidence(.5)
                        .setCertificate(
                                Certificate.newBuilder().setCertified(true).setThreshold(.75))
                        .setEscalate(true))
                .addModels(predicted("y", LINK).toBuilder()
                        .setCertificate(Certificate.newBuilder().setReason("too few")))
                .build());
        ModelRoute x = table.models().get("x");
        assertThat(x.predictor().orElseThrow().calibration().orElseThrow().confidence(2))
                .isEqualTo(.5);
        assertThat(x.rule()).isEqualTo(new ConfidenceRule(.5, new Guarantee.Certified(.75), true));
        assertThat(table.escalates(x)).isTrue();
        assertThat(table.endpointsOf(table.elsewhere(x)).get(0).grpc().port()).isEqualTo(1);
        ModelRoute y = table.models().get("y");
        assertThat(y.rule()).isEqualTo(new ConfidenceRule(0, new Guarantee.Uncertified("too few"), false));
        assertThat(y.predictor().orElseThrow().calibration()).isEmpty();
        assertThat(table.models().get("halved").rule()).isEqualTo(ConfidenceRule.NONE);
    }

    @Test
    void lastExactValuesStandBesideThePredictorWithACertificateOfTheirOwn() {
        LastValues values = LastValues.newBuilder()
                .setArtifact("sha256:" + "b".repeat(64))
                .setPerformance(.75)
                .setCalibration(Calibration.newBuilder()
                        .setCertainty(Certainty.FRESHNESS)
                        .setSlope(1))
                .build();
        Certificate certified =
                Certificate.newBuilder().setCertified(true).setThreshold(.75).build();
        dev.mlink.runtime.routing.RoutingTable table = reader.read(table().addModels(
                        predicted("x", LINK).toBuilder().setLast(values).setMinConfidence(.5))
                .addModels(predicted("y", LINK).toBuilder().setLast(values).setCertificate(certified))
                .addModels(predicted("z", LINK).toBuilder()
                        .setLast(values.toBuilder().setCertificate(certified))
                        .setCertificate(Certificate.newBuilder().setReason("too few")))
                .build());
        LastReference x = table.models().get("x").last().orElseThrow();
        assertThat(x.by().sources()).isEmpty();
        assertThat(x.by().performance()).isEqualTo(.75);
        assertThat(x.by().calibration().orElseThrow().confidence(0)).isEqualTo(.5);
        assertThat(x.rule()).isEqualTo(new ConfidenceRule(.5, new Guarantee.NotAsked(), false));
        assertThat(table.models().get("y").last().orElseThrow().rule().guarantee())
                .as("the predictor's certificate is not theirs")
                .isInstanceOf(Guarantee.Uncertified.class);
        assertThat(table.models().get("z").last().orElseThrow().rule().guarantee())
                .isEqualTo(new Guarantee.Certified(.75));
        assertThat(table.models().get("halved").last()).isEmpty();
        assertRefused(
                whole -> whole.addModels(unavailable("x", "later").toBuilder().setLast(values)),
                "model 'x' has last exact values without a predictor");
        assertRefused(
                whole -> whole.addModels(predicted(
                        "x", LINK.toBuilder().setKind(PredictorKind.LAST).build())),
                "predictor of model 'x' is LAST, which does not answer every request");
    }

    @Test
    void whateverIsWrongIsNamed() {
        assertRefused(table -> table.setFormat(2), "format is 2; this version reads 1");
        assertRefused(table -> table.setGroup(""), "group is empty");
        assertRefused(table -> table.setGroupUid(""), "group_uid is empty");
        assertRefused(table -> table.setEpoch(0), "epoch is 0; write a number from 1");
        assertRefused(table -> table.setGroup("twice"), "a model is named 'twice' like the group");
        assertRefused(RoutingTable.Builder::clearModels, "models is empty");
        assertRefused(table -> table.addModels(exact("twice", "t0")), "two models are named 'twice'");
        assertRefused(table -> table.addEndpoints(endpoint("t1", "nowhere", "b:2")), "'nowhere' is no address");
        assertRefused(table -> table.addEscalation(endpoint("t0", "c:1", "c:2")), "two endpoints are named 't0'");
        assertRefused(
                table -> table.addModels(exact("x", "t0").toBuilder().setMinConfidence(-1)),
                "model 'x': min_confidence is -1.0; write a number from 0 to 1");
        assertRefused(
                table -> table.addModels(predicted(
                        "x",
                        LINK.toBuilder()
                                .setCalibration(Calibration.newBuilder().setSlope(-2))
                                .build())),
                "model 'x': calibration with slope -2.0");
        assertRefused(table -> table.addModels(exact("x", "t9")), "model 'x' is on endpoints [t9]; the table has [t0]");
        assertRefused(table -> table.addModels(exact("x")), "EXACT needs one");
        assertRefused(table -> table.addModels(unavailable("x", "")), "UNAVAILABLE without a reason");
        assertRefused(
                table -> table.addModels(exact("x", "t0").toBuilder().setState(RouteState.ROUTE_UNSPECIFIED)),
                "write EXACT, PREDICTED or UNAVAILABLE");
        assertRefused(
                table -> table.addModels(exact("x", "t0").toBuilder().clearConfig()),
                "config or metadata of model 'x'");
        assertRefused(
                table -> table.addModels(exact("x", "t0").toBuilder().setConfig(ByteString.copyFromUtf8("no"))),
                "no encoded message");
        assertRefused(
                table -> table.addModels(exact("x", "t0").toBuilder().clearInputs()),
                "inputs of model 'x' lack its tensor 'X'");
        assertRefused(
                table -> table.addModels(predicted("x", LINK).toBuilder().clearPredictor()),
                "model 'x' is PREDICTED without a predictor");
        assertRefused(
                table -> table.addModels(
                        predicted("x", LINK.toBuilder().setSources(0, "halved").build())),
                "source 'halved' of model 'x' is not another EXACT model");
        assertRefused(
                table -> table.addModels(predicted(
                        "x", LINK.toBuilder().setKind(PredictorKind.PRIOR).build())),
                "a PRIOR has none");
        assertRefused(
                table -> table.addModels(
                        predicted("x", LINK.toBuilder().setArtifact("md5:1").build())),
                "write sha256: and 64 hexadecimal digits");
    }

    private void assertRefused(UnaryOperator<RoutingTable.Builder> change, String sentence) {
        assertThatThrownBy(() -> reader.read(change.apply(table()).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    static RoutingTable.Builder table() {
        return AffineGroup.table(7)
                .addEndpoints(endpoint("t0", "a:1", "a:2"))
                .addModels(exact("twice", "t0"))
                .addModels(predicted("halved", LINK))
                .addModels(unavailable("new", "later").toBuilder().clearConfig().clearMetadata());
    }
}
