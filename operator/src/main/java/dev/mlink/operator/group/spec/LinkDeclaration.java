package dev.mlink.operator.group.spec;

import dev.mlink.admin.v1alpha1.LinkTraining;
import dev.mlink.admin.v1alpha1.TrainingPlan;
import java.time.Instant;
import java.util.Optional;

/**
 * A ModelLink as found in the cluster.
 *
 * @param name the resource's name
 * @param generated made by the operator; otherwise the user's own
 * @param forbid this pair is never linked
 * @param training the group's settings with this link's overrides applied
 * @param federation other groups that train it too; empty for none
 * @param reported its status is of this generation; also while there is nothing to say of it
 * @param outdated its status says that one of its models has changed since it was learned
 * @param progress what its status says of a training that is under way; empty for nothing
 * @param created decides between two links of the same pair: the older one counts
 */
public record LinkDeclaration(
        String name,
        long generation,
        String source,
        String target,
        boolean generated,
        boolean forbid,
        LinkTraining training,
        Optional<TrainingPlan.Federation> federation,
        boolean reported,
        boolean outdated,
        String progress,
        Instant created) {}
