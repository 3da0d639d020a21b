package dev.mlink.api.v1alpha1.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.mlink.api.v1alpha1.ApiObject;
import io.fabric8.generator.annotation.Default;

/** Which links are learned, and how. */
@ApiObject
public record LinksSpec(
        @Default("All")
                @JsonPropertyDescription("All pairs, for at most 32 models, or only pairs Declared as ModelLinks.")
                LinkCreation create,
        @Default("{}") @JsonPropertyDescription("How links are trained; a ModelLink may override it for one pair.")
                TrainingSpec training,
        @Default("{}") @JsonPropertyDescription("How the group's joint network is trained.") JointSpec joint,
        @Default("Ladder")
                @JsonPropertyDescription(
                        "What answers: the Ladder's simplest predictor that no richer one beats, or the Article's.")
                LinkPredictor predictor) {

    public LinksSpec {
        create = create == null ? LinkCreation.ALL : create;
        training = training == null ? new TrainingSpec(null, null, null, null, null, null, null, null) : training;
        joint = joint == null ? new JointSpec(null, null, null, null, null, null, null) : joint;
        predictor = predictor == null ? LinkPredictor.LADDER : predictor;
    }
}
