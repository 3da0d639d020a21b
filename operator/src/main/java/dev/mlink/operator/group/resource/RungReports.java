package dev.mlink.operator.group.resource;

import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.PredictorKind;
import dev.mlink.api.v1alpha1.status.RungStatus;
import dev.mlink.operator.group.spec.GroupMemory.Rung;
import dev.mlink.operator.status.Figure;

/** Rungs of a model's ladder, to status and back. */
record RungReports(Rung rung) {

    RungStatus status() {
        return new RungStatus(
                kind(rung.predictor()),
                rung.sources(),
                new Figure(rung.selection()).rounded(),
                new Figure(rung.performance()).rounded());
    }

    static Rung read(RungStatus status) {
        return new Rung(
                switch (status.predictor()) {
                    case PRIOR -> PredictorKind.PRIOR;
                    case LAST -> PredictorKind.LAST;
                    case RIDGE -> PredictorKind.RIDGE;
                    case LINK -> PredictorKind.LINK;
                    case ENSEMBLE -> PredictorKind.ENSEMBLE;
                    case JOINT -> PredictorKind.JOINT;
                },
                status.sources(),
                status.selection(),
                status.performance());
    }

    /** What answers for a predicted model, in the word of the resource. */
    static dev.mlink.api.v1alpha1.status.PredictorKind serving(ModelRoute route) {
        return kind(route.hasLast() ? PredictorKind.LAST : route.getPredictor().getKind());
    }

    private static dev.mlink.api.v1alpha1.status.PredictorKind kind(PredictorKind kind) {
        return switch (kind) {
            case LAST -> dev.mlink.api.v1alpha1.status.PredictorKind.LAST;
            case RIDGE -> dev.mlink.api.v1alpha1.status.PredictorKind.RIDGE;
            case LINK -> dev.mlink.api.v1alpha1.status.PredictorKind.LINK;
            case ENSEMBLE -> dev.mlink.api.v1alpha1.status.PredictorKind.ENSEMBLE;
            case JOINT -> dev.mlink.api.v1alpha1.status.PredictorKind.JOINT;
            case PRIOR, PREDICTOR_UNSPECIFIED, UNRECOGNIZED -> dev.mlink.api.v1alpha1.status.PredictorKind.PRIOR;
        };
    }
}
