package dev.mlink.operator.group.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.Certificate;
import dev.mlink.admin.v1alpha1.Endpoint;
import dev.mlink.admin.v1alpha1.EvaluateResponse;
import dev.mlink.admin.v1alpha1.LastValues;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.group.observation.EscalationEndpoint;
import dev.mlink.operator.group.observation.Published;
import dev.mlink.operator.group.spec.ConfidenceSpec;
import dev.mlink.operator.group.spec.EscalationService;
import dev.mlink.triton.TritonAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the routing table says about the confidence of predictions, and when that asks for another table. */
class ConfidenceTest {
    private static final Map<String, Set<String>> EXACT = Map.of(Scene.TRITON, Set.of("a", "b"));
    private static final Certificate CERTIFICATE = Certificate.newBuilder()
            .setCertified(true)
            .setThreshold(.8)
            .setBound(.04)
            .build();

    private final Scene scene = new Scene();

    @Test
    void theTableCarriesWhatIsDeclaredAndWhatIsCertified() {
        scene.confidence = new ConfidenceSpec(OptionalDouble.of(.7), OptionalDouble.of(.05), true);
        ModelRoute route = route(table(target().setCertificate(CERTIFICATE)), "c");
        assertThat(route.getMinConfidence()).isEqualTo(.7);
        assertThat(route.getMaxDisagreement()).isEqualTo(.05);
        assertThat(route.getEscalate()).isTrue();
        assertThat(route.getCertificate()).isEqualTo(CERTIFICATE);
    }

    @Test
    void whereACertificateIsDeclaredAndNoneWasMadeNothingIsCertified() {
        scene.confidence = new ConfidenceSpec(OptionalDouble.empty(), OptionalDouble.of(.05), false);
        Certificate none = route(table(target()), "c").getCertificate();
        assertThat(none.getCertified()).isFalse();
        assertThat(none.getReason()).contains("does not certify");
    }

    @Test
    void withoutADeclarationNothingIsSaidOfIt() {
        ModelRoute route = route(table(target().setCertificate(CERTIFICATE)), "c");
        assertThat(route.hasCertificate()).isFalse();
        assertThat(route.getMinConfidence()).isZero();
    }

    @Test
    void anotherDeclarationAsksForAnotherTableAnotherCertificateDoesNot() {
        scene.confidence = new ConfidenceSpec(OptionalDouble.empty(), OptionalDouble.of(.05), false);
        RoutingTable inForce = table(target().setCertificate(CERTIFICATE));
        assertThat(agrees(inForce)).isTrue();
        scene.confidence = new ConfidenceSpec(OptionalDouble.empty(), OptionalDouble.of(.1), false);
        assertThat(agrees(inForce)).isFalse();
        scene.confidence = new ConfidenceSpec(OptionalDouble.of(.5), OptionalDouble.of(.05), false);
        assertThat(agrees(inForce)).isFalse();
    }

    @Test
    void lastExactValuesTravelBesideThePredictor() {
        LastValues last = LastValues.newBuilder()
                .setArtifact("sha256:1")
                .setPerformance(.9)
                .setCertificate(CERTIFICATE)
                .build();
        RoutingTable table = table(target().setLast(last));
        assertThat(route(table, "c").getLast()).isEqualTo(last);
        assertThat(route(table, "c").getPredictor().getArtifact()).isEqualTo("sha256:0");
        assertThat(route(table(target()), "c").hasLast()).isFalse();
        assertThat(agrees(table)).as("better values ask for no other table").isTrue();
        assertThat(new Published(table, "1", scene.now).artifacts()).contains("sha256:0", "sha256:1");
    }

    @Test
    void anotherRateAsksForAnotherSelectionWhereItRefuses() {
        String free = new SelectionInput(scene.look()).fingerprint();
        scene.confidence = new ConfidenceSpec(OptionalDouble.of(.7), OptionalDouble.empty(), false);
        assertThat(new SelectionInput(scene.look()).fingerprint()).isEqualTo(free);
        scene.confidence = new ConfidenceSpec(OptionalDouble.empty(), OptionalDouble.of(.05), true);
        assertThat(new SelectionInput(scene.look()).fingerprint())
                .as("what escalates is answered either way")
                .isEqualTo(free);
        scene.confidence = new ConfidenceSpec(OptionalDouble.empty(), OptionalDouble.of(.05), false);
        assertThat(new SelectionInput(scene.look()).fingerprint())
                .isEqualTo(free + " certified a<=0.05,b<=0.05,c<=0.05");
    }

    @Test
    void theTableNamesWhereModelsEscalateToAndFollowsIt() {
        RoutingTable before = table(target());
        scene.escalation = Optional.of(new EscalationService("triton-large", 9001, 9000));
        scene.large = List.of(
                new EscalationEndpoint(
                        "large-0", new TritonAddress("10.0.0.9", 9001), new TritonAddress("10.0.0.9", 9000)),
                new EscalationEndpoint(
                        Scene.TRITON, new TritonAddress("10.0.0.1", 8001), new TritonAddress("10.0.0.1", 8000)));
        assertThat(agrees(before)).isFalse();
        assertThat(table(target()).getEscalationList())
                .as("what the group drives itself has no room")
                .containsExactly(Endpoint.newBuilder()
                        .setName("large-0")
                        .setGrpcAddress("10.0.0.9:9001")
                        .setHttpAddress("10.0.0.9:9000")
                        .build());
    }

    private RoutingTable table(EvaluateResponse.Target.Builder target) {
        return new Tables(scene.look())
                .of(EXACT, Map.of("c", target.build()), "p1")
                .build(1);
    }

    private boolean agrees(RoutingTable inForce) {
        return new Tables(scene.look()).frame(EXACT).agreesWith(inForce);
    }

    private static EvaluateResponse.Target.Builder target() {
        return EvaluateResponse.Target.newBuilder()
                .setPredictor(Predictor.newBuilder().addSources("a").setArtifact("sha256:0"));
    }

    private static ModelRoute route(RoutingTable table, String model) {
        return table.getModelsList().stream()
                .filter(route -> route.getModel().equals(model))
                .findFirst()
                .orElseThrow();
    }
}
