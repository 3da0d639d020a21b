package dev.mlink.operator.group;

import dev.mlink.operator.group.observation.QueueHistory;
import dev.mlink.operator.group.observation.QueueHistory.Look;
import dev.mlink.operator.planning.instances.Backlog;
import dev.mlink.operator.triton.MetricsPage;
import dev.mlink.operator.triton.ServedRequests;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Looks at what waits for instances on the Tritons of groups. What it keeps is a cache, whose loss costs a look. */
final class QueueObserver {

    private final Function<TritonAddress, TritonReply<MetricsPage>> metrics;
    private final Clock clock;
    /** By the group's UID: groups that share a Triton look at it at different times. */
    private final Map<String, QueueHistory> histories = new ConcurrentHashMap<>();

    QueueObserver(Function<TritonAddress, TritonReply<MetricsPage>> metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * By Triton, by model; nothing of a Triton that does not tell.
     *
     * @param tritons by name, their metrics ports
     */
    Map<String, Map<String, Backlog>> look(String group, Map<String, TritonAddress> tritons) {
        Map<String, MetricsPage> pages = new HashMap<>();
        tritons.forEach((name, port) -> metrics.apply(port).answer().ifPresent(page -> pages.put(name, page)));
        Map<String, Map<String, ServedRequests>> served = new HashMap<>();
        pages.forEach((name, page) -> served.put(name, page.servedRequests()));
        Look now = new Look(clock.instant(), served);
        QueueHistory history = histories.merge(group, QueueHistory.from(now), (known, first) -> known.then(now));
        Map<String, Map<String, Backlog>> backlogs = new HashMap<>();
        pages.forEach((name, page) -> backlogs.put(name, backlogs(page, name, history)));
        return backlogs;
    }

    /** There will be no other look at this group. */
    void forget(String group) {
        histories.remove(group);
    }

    private static Map<String, Backlog> backlogs(MetricsPage page, String triton, QueueHistory history) {
        Map<String, Backlog> backlogs = new HashMap<>();
        page.pendingRequests()
                .forEach((model, pending) -> backlogs.put(model, new Backlog(pending, history.waited(triton, model))));
        return backlogs;
    }
}
