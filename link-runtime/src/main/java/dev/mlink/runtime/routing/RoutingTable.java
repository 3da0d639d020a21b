package dev.mlink.runtime.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How every model of a group is answered; identified by the group's UID and the epoch.
 *
 * @param group the group's name, which is also the name of its virtual model
 * @param groupUid tells a group from an earlier one of the same name
 * @param epoch greater in every later table of the group
 * @param endpoints by name
 * @param models by name, in the group's order
 * @param escalation names of the endpoints that are not driven and have what the others have no room for
 */
public record RoutingTable(
        String group,
        String groupUid,
        long epoch,
        Map<String, Endpoint> endpoints,
        Map<String, ModelRoute> models,
        List<String> escalation) {

    public RoutingTable {
        endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        escalation = List.copyOf(escalation);
    }

    public Optional<ModelRoute> model(String name) {
        return Optional.ofNullable(models.get(name));
    }

    /** The union of all models' inputs. */
    public Set<String> groupInputs() {
        return models.values().stream()
                .flatMap(route -> route.inputs().values().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether what is not confident enough for a model can be executed instead. */
    boolean escalates(ModelRoute route) {
        return route.rule().escalate() && !escalation.isEmpty();
    }

    /** The model as it is there where it escalates to. */
    ModelRoute elsewhere(ModelRoute route) {
        return route.on(escalation);
    }

    /** Where a model can be executed. */
    List<Endpoint> endpointsOf(ModelRoute route) {
        return route.endpoints().stream().map(endpoints::get).toList();
    }
}
