package dev.mlink.runtime.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One activation set as `evaluate` prints it.
 *
 * @param set the loaded models
 * @param objective mean performance of all models, 1 for loaded ones: F(A) of equation (1) with equal weights
 * @param memoryMiB what the set takes; absent when no amounts were given
 * @param targets every other model
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record SetLine(List<String> set, double objective, OptionalDouble memoryMiB, Map<String, TargetLine> targets) {

    /** How one model would be answered. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record TargetLine(
            double performance,
            double lower,
            double upper,
            double prior,
            String predictor,
            List<String> sources,
            List<RungLine> rungs,
            Optional<CertificateLine> certificate) {
        private static TargetLine of(TargetEvaluation target, Optional<CertificateLine> certificate) {
            return new TargetLine(
                    target.performance().value(),
                    target.performance().lower(),
                    target.performance().upper(),
                    target.prior(),
                    target.predictor().kind().name(),
                    target.predictor().sources(),
                    target.rungs().stream().map(RungLine::of).toList(),
                    certificate);
        }
    }

    /** What could answer, and how well: on samples that choose, and on the held-out ones. */
    record RungLine(String predictor, List<String> sources, double selection, double performance) {
        private static RungLine of(Rung rung) {
            return new RungLine(
                    rung.predictor().kind().name(),
                    rung.predictor().sources(),
                    rung.selection(),
                    rung.performance().value());
        }
    }

    /** @param certificates by target, where one was asked for */
    static SetLine of(SetEvaluation evaluation, Memory memory, Map<String, CertificateLine> certificates) {
        Map<String, TargetLine> targets = new LinkedHashMap<>();
        evaluation
                .targets()
                .forEach(target -> targets.put(
                        target.target(),
                        TargetLine.of(target, Optional.ofNullable(certificates.get(target.target())))));
        double predicted = evaluation.targets().stream()
                .mapToDouble(target -> target.performance().value())
                .sum();
        int active = evaluation.set().size();
        double mebibytes = memory.total(evaluation.set()) / (double) (1 << 20);
        return new SetLine(
                evaluation.set().stream().sorted().toList(),
                (active + predicted) / (active + targets.size()),
                memory.bytes().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(mebibytes),
                targets);
    }
}
