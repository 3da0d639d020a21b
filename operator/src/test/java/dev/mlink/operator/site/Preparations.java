package dev.mlink.operator.site;

import dev.mlink.admin.v1alpha1.ModelRoute;
import dev.mlink.admin.v1alpha1.RouteState;
import dev.mlink.admin.v1alpha1.RoutingTable;
import dev.mlink.operator.runtime.RuntimeControl;
import dev.mlink.operator.runtime.RuntimeReply;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps what link-runtimes were asked to prepare, and did. */
public final class Preparations {

    private final List<RoutingTable> tables = Collections.synchronizedList(new ArrayList<>());

    /** The same link-runtimes. */
    public RuntimeControl of(RuntimeControl real) {
        return (RuntimeControl) Proxy.newProxyInstance(
                Preparations.class.getClassLoader(),
                new Class<?>[] {RuntimeControl.class},
                (proxy, method, arguments) -> {
                    Object reply = method.invoke(real, arguments);
                    if (method.getName().equals("prepare")
                            && ((RuntimeReply<?>) reply).answer().isPresent()) {
                        tables.add((RoutingTable) arguments[1]);
                    }
                    return reply;
                });
    }

    /** The models that each table calls exact. */
    public List<Set<String>> exact() {
        return List.copyOf(tables).stream().map(Preparations::exact).toList();
    }

    private static Set<String> exact(RoutingTable table) {
        return table.getModelsList().stream()
                .filter(route -> route.getState() == RouteState.EXACT)
                .map(ModelRoute::getModel)
                .collect(Collectors.toUnmodifiableSet());
    }
}
