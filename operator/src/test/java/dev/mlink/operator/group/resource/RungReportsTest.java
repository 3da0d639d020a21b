package dev.mlink.operator.group.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.LastValues;
import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.Predictor;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.operator.group.spec.GroupMemory.Rung;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RungReportsTest {

    @ParameterizedTest
    @EnumSource(
            value = PredictorKind.class,
            names = {"PREDICTOR_UNSPECIFIED", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aRungComesBackFromStatus(PredictorKind kind) {
        Rung rung = new Rung(kind, List.of("a", "b"), .5, .25);
        assertThat(RungReports.read(new RungReports(rung).status())).isEqualTo(rung);
    }

    @Test
    void aModelWithLastExactValuesIsAnsweredByThem() {
        ModelRoute prior = ModelRoute.newBuilder()
                .setPredictor(Predictor.newBuilder().setKind(PredictorKind.PRIOR))
                .build();
        assertThat(RungReports.serving(prior)).isEqualTo(dev.mlink.api.v1alpha1.status.PredictorKind.PRIOR);
        ModelRoute last =
                prior.toBuilder().setLast(LastValues.getDefaultInstance()).build();
        assertThat(RungReports.serving(last)).isEqualTo(dev.mlink.api.v1alpha1.status.PredictorKind.LAST);
    }
}
