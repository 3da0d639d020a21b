package dev.mlink.operator.group.spec;

import dev.mlink.admin.v1alpha1.Ladder;
import dev.mlink.admin.v1alpha1.LinkTraining;
import java.util.Optional;

/**
 * What a group learns, and which of it serves.
 *
 * @param links how links and ensembles are trained
 * @param joint how the joint network is trained; empty for none
 * @param ladder which predictors may serve
 */
public record Learning(LinkTraining links, Optional<LinkTraining> joint, Ladder ladder) {}
