package dev.mlink.operator.group.resource;

import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.api.v1alpha1.status.Interval;
import dev.mlink.api.v1alpha1.status.LoadFailure;
import dev.mlink.api.v1alpha1.status.ModelState;
import dev.mlink.api.v1alpha1.status.ModelStatus;
import dev.mlink.api.v1alpha1.status.ScalingStatus;
import dev.mlink.operator.group.decision.Finding;
import dev.mlink.operator.group.decision.Plan;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.group.spec.GroupMemory.Estimate;
import dev.mlink.operator.group.spec.GroupMemory.Rung;
import dev.mlink.operator.group.spec.ModelSpec;
import dev.mlink.operator.planning.placement.Devices;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.status.Figure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What status says of each model: how it is answered, how well, and why. */
record ModelReports(Observation seen, Plan plan, GroupMemory memory) {

    List<ModelStatus> all() {
        return seen.spec().models().stream().map(this::report).toList();
    }

    private ModelStatus report(ModelSpec model) {
        Optional<ModelRoute> route = route(model.name());
        RouteState state = route.map(ModelRoute::getState).orElse(RouteState.UNAVAILABLE);
        boolean predicted = state == RouteState.PREDICTED;
        Optional<Estimate> estimate =
                Optional.ofNullable(memory.estimates().get(model.name())).filter(any -> predicted);
        return new ModelStatus(
                model.name(),
                switch (state) {
                    case EXACT -> ModelState.ACTIVE;
                    case PREDICTED -> ModelState.PREDICTED;
                    default -> ModelState.UNAVAILABLE;
                },
                predicted ? route.get().getPredictor().getSourcesList() : List.of(),
                predicted ? RungReports.serving(route.get()) : null,
                state == RouteState.EXACT
                        ? Double.valueOf(1)
                        : estimate.map(known -> new Figure(known.performance()).rounded())
                                .orElse(null),
                estimate.map(known ->
                                new Interval(new Figure(known.lower()).rounded(), new Figure(known.upper()).rounded()))
                        .orElse(null),
                estimate.map(known -> new Figure(known.prior()).rounded()).orElse(null),
                estimate.map(known -> new Figure(known.skill()).rounded()).orElse(null),
                estimate.map(Estimate::samples).orElse(null),
                estimate.map(Estimate::rungs).orElse(List.of()).stream()
                        .map(rung -> new RungReports(rung).status())
                        .toList(),
                estimate.filter(Estimate::unlinkable).map(any -> true).orElse(null),
                route.flatMap(ConfidenceReport::of).orElse(null),
                new CostReports(memory).cost(model).orElse(null),
                Optional.ofNullable(memory.loads().get(model.name()))
                        .map(longest -> longest.toMillis() / 1000.0)
                        .orElse(null),
                devices(model.name()),
                instances(model.name()),
                scaling(model.name()),
                reason(model, route, estimate),
                failure(model.name()));
    }

    private List<String> devices(String model) {
        return seats(model)
                .map(Seat::device)
                .filter(device -> !device.equals(Devices.WHOLE))
                .distinct()
                .sorted()
                .toList();
    }

    private Integer instances(String model) {
        return seen.endpoints().stream()
                .map(endpoint -> endpoint.seats().getOrDefault(model, List.of()))
                .filter(seats -> !seats.isEmpty())
                .map(seats -> seats.stream().mapToInt(Seat::instances).sum())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private ScalingStatus scaling(String model) {
        return Optional.ofNullable(memory.pressures().get(model))
                .map(known -> new ScalingStatus(
                        known.instances(),
                        known.longSince().orElse(null),
                        known.quietSince().orElse(null)))
                .orElse(null);
    }

    private Stream<Seat> seats(String model) {
        return seen.endpoints().stream().flatMap(endpoint -> endpoint.seats().getOrDefault(model, List.of()).stream());
    }

    private Optional<ModelRoute> route(String model) {
        return seen.published().stream()
                .flatMap(published -> published.table().getModelsList().stream())
                .filter(route -> route.getModel().equals(model))
                .findFirst();
    }

    private String reason(ModelSpec model, Optional<ModelRoute> route, Optional<Estimate> estimate) {
        Optional<String> obstacle = plan.findings().stream()
                .filter(finding -> finding.model().equals(model.name()))
                .map(Finding::text)
                .findFirst();
        return obstacle.or(() -> estimate.filter(Estimate::unlinkable).map(ModelReports::unlinkable))
                .or(() ->
                        memory.selection().map(selection -> selection.reasons().get(model.name())))
                .or(() -> memory.profile()
                        .map(profile -> profile.failed().get(model.name()))
                        .map(why -> "not profiled: " + why))
                .or(() -> route.map(ModelRoute::getReason).filter(text -> !text.isEmpty()))
                .orElseGet(() -> memory.target().map(GroupMemory.Target::reason).orElse(null));
    }

    private static String unlinkable(Estimate estimate) {
        return estimate.rungs().stream()
                .filter(rung -> !rung.sources().isEmpty())
                .max(Comparator.comparingDouble(Rung::performance))
                .map(best ->
                        "unlinkable: nothing that is active predicts it better than its best constant answer, which comes to "
                                + new Figure(estimate.prior()).rounded() + "; from " + String.join(", ", best.sources())
                                + " it is "
                                + new Figure(best.performance()).rounded())
                .orElse("unlinkable: nothing that is active predicts it better than its best constant answer");
    }

    private LoadFailure failure(String model) {
        return Optional.ofNullable(memory.failures().get(model))
                .map(failure -> new LoadFailure(failure.reason(), failure.generation(), failure.at()))
                .orElse(null);
    }
}
