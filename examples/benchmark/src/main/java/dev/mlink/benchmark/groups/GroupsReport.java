package dev.mlink.benchmark.groups;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What many groups cost one operator.
 *
 * @param untilReady from the first group's creation until all are Ready
 * @param started requests of that time
 */
record GroupsReport(Fleet fleet, Duration untilReady, Duration startedCpu, RequestCounts started, Rest rest) {

    List<String> table() {
        int groups = fleet.groups();
        List<String> lines = new ArrayList<>();
        lines.add(text("ONE OPERATOR, %d GROUPS OF %d MODELS", groups, fleet.models()));
        lines.add(text("all Ready after %.0f s", untilReady.toMillis() / 1e3));
        lines.add(text("  operator's CPU per group           %8.2f s", startedCpu.toMillis() / 1e3 / groups));
        lines.add(text(
                "  writes per group                   %8.1f",
                (double) started.writes().total() / groups));
        lines.add(text("at rest, watched for %d s", rest.lasted().toSeconds()));
        lines.add(text("  operator's resident memory         %8.0f MiB", rest.resident() / 1048576.0));
        lines.add(text(
                "  operator's CPU                     %8.1f %% of a core",
                100.0 * rest.cpu().toMillis() / rest.lasted().toMillis()));
        lines.add(text(
                "  CPU per group and hour             %8.1f s",
                rest.perGroupAndHour(rest.cpu().toMillis() / 1e3, groups)));
        lines.add(text(
                "  writes per group and hour          %8.1f  %s",
                rest.perGroupAndHour(rest.requests().writes().total(), groups),
                rest.requests().writes().counts()));
        lines.add(text(
                "  reads per group and hour           %8.1f  %s",
                rest.perGroupAndHour(rest.requests().reads().total(), groups),
                rest.requests().reads().counts()));
        lines.add(text(
                "  writes of Leases, all processes    %8d",
                rest.requests().leases().total()));
        return lines;
    }

    /** A sentence for every goal that is missed. */
    List<String> wrong() {
        RequestCounts writes = rest.requests().writes();
        return writes.total() == 0
                ? List.of()
                : List.of("at rest the operator writes nothing but its Lease; there were " + writes.counts());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
