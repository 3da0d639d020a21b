package dev.mlink.operator.link;

import dev.mlink.admin.v1alpha1.TrainingReport;
import dev.mlink.api.v1alpha1.status.ArtifactStatus;
import dev.mlink.api.v1alpha1.status.Condition;
import dev.mlink.api.v1alpha1.status.ConditionStatus;
import dev.mlink.api.v1alpha1.status.InitializationStatus;
import dev.mlink.api.v1alpha1.status.Interval;
import dev.mlink.api.v1alpha1.status.ModelLinkStatus;
import dev.mlink.operator.group.spec.GroupSpec;
import dev.mlink.operator.group.spec.LinkDeclaration;
import dev.mlink.operator.link.LinkPairs.Pair;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Figure;
import dev.mlink.operator.status.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each ModelLink of a group reports.
 *
 * @param report of the newest training; empty before the first
 * @param outdated by model, how it has changed since that training's profile
 */
public record LinkReports(
        GroupSpec spec,
        List<LinkDeclaration> links,
        Optional<TrainingReport> report,
        Map<String, String> outdated,
        Instant now) {

    /** The status of every link, by the name of its resource. */
    public Map<String, ModelLinkStatus> all() {
        Map<Pair, LinkDeclaration> effective = new LinkPairs(spec, links).effective();
        Map<String, ModelLinkStatus> statuses = new HashMap<>();
        links.forEach(link -> statuses.put(link.name(), status(link, effective)));
        return statuses;
    }

    private ModelLinkStatus status(LinkDeclaration link, Map<Pair, LinkDeclaration> effective) {
        for (String model : List.of(link.source(), link.target())) {
            if (spec.model(model).isEmpty()) {
                return untrained(
                        link,
                        Reason.UnknownModel,
                        "group '" + spec.name() + "' has no model '" + model + "'; it has: "
                                + String.join(", ", spec.modelNames()));
            }
        }
        LinkDeclaration counts = effective.get(new Pair(link.source(), link.target()));
        if (!link.equals(counts)) {
            return untrained(
                    link,
                    Reason.Duplicate,
                    "ModelLink '" + counts.name() + "' is for the same pair and counts; delete one of the two");
        }
        if (link.forbid()) {
            return untrained(link, Reason.Forbidden, "spec.forbid: nothing is learned for this pair");
        }
        for (String model : List.of(link.source(), link.target())) {
            if (outdated.containsKey(model)) {
                return untrained(link, Reason.Outdated, outdated.get(model));
            }
        }
        return trained(link)
                .map(result -> status(link, result))
                .orElseGet(() -> untrained(link, Reason.NotTrained, "no training has seen this pair yet"));
    }

    private Optional<TrainingReport.Link> trained(LinkDeclaration link) {
        return report.stream()
                .flatMap(known -> known.getLinksList().stream())
                .filter(result -> result.getSource().equals(link.source()))
                .filter(result -> result.getTarget().equals(link.target()))
                .findFirst();
    }

    private ModelLinkStatus status(LinkDeclaration link, TrainingReport.Link result) {
        if (result.getArtifact().isEmpty()) {
            return untrained(link, Reason.TrainingFailed, result.getFailure());
        }
        double performance = new Figure(result.getPerformance().getValue()).rounded();
        double prior = new Figure(result.getPrior()).rounded();
        return new ModelLinkStatus(
                link.generation(),
                List.of(learned(link, result, performance > prior && !result.getUnlinkable())),
                performance,
                new Interval(
                        result.getPerformance().getLower(),
                        result.getPerformance().getUpper()),
                prior,
                prior >= 1 ? 0 : new Figure((performance - prior) / (1 - prior)).rounded(),
                result.getPerformance().getSamples(),
                new ArtifactStatus(result.getArtifact(), result.getBytes()),
                report.map(known -> Instant.parse(known.getTrainedAt())).orElse(null),
                result.hasTrial() ? result.getTrial().getKept() : null,
                takeOver(result).status().orElse(null),
                link.federation().map(asked -> initialization(result)).orElse(null),
                null);
    }

    private static InitializationStatus initialization(TrainingReport.Link result) {
        if (!result.hasFederation()) {
            return new InitializationStatus(
                    null,
                    null,
                    null,
                    null,
                    null,
                    "not followed: no training since, or no store that other groups reach; name the same"
                            + " spec.store.volumeClaim or spec.store.s3 in each of them");
        }
        TrainingReport.Federation federation = result.getFederation();
        return new InitializationStatus(
                text(federation.getKept()),
                federation.getGroupsList(),
                federation.getMissingList(),
                federation.getBytesSent(),
                federation.getBytesReceived(),
                text(federation.getRefused()));
    }

    private static String text(String value) {
        return value.isEmpty() ? null : value;
    }

    private TakeOver takeOver(TrainingReport.Link result) {
        return new TakeOver(
                result, report.map(TrainingReport::getPreviousIgnored).orElse(""));
    }

    private Condition learned(LinkDeclaration link, TrainingReport.Link result, boolean tellsSomething) {
        String how =
                takeOver(result).sentence().map(sentence -> "; " + sentence).orElse("");
        return tellsSomething
                ? condition(link, ConditionStatus.TRUE, Reason.Trained, "learned and in the store" + how)
                : condition(
                        link,
                        ConditionStatus.TRUE,
                        Reason.Unlinkable,
                        "learned, but no better than the best constant answer for '" + link.target()
                                + "' beyond what chance does" + how);
    }

    private ModelLinkStatus untrained(LinkDeclaration link, Reason reason, String text) {
        return new ModelLinkStatus(
                link.generation(),
                List.of(condition(link, ConditionStatus.FALSE, reason, text)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Condition condition(LinkDeclaration link, ConditionStatus status, Reason reason, String text) {
        return new Condition(ConditionType.READY.text(), status, reason.name(), text, now, link.generation());
    }
}
