package dev.mlink.benchmark.dataplane;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code benchmark overhead}: what passing a request on costs; the exit status says whether every goal holds. The peers
 * take turns within each round, since a machine is never the same for long.
 */
final class Overhead {
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int ROUNDS = 12;

    private final Site site;
    private final Duration warmUp;
    private final int rounds;

    private Overhead(Site site, Duration warmUp, int rounds) {
        this.site = site;
        this.warmUp = warmUp;
        this.rounds = rounds;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        boolean brief = List.of(arguments).contains("--short");
        List<String> wrong;
        try (Site site = Site.start()) {
            OverheadReport report =
                    new Overhead(site, brief ? Duration.ofSeconds(5) : WARM_UP, brief ? 3 : ROUNDS).report();
            report.table().forEach(System.out::println);
            wrong = report.wrong();
        }
        wrong.forEach(sentence -> System.out.println("WRONG: " + sentence));
        System.exit(wrong.isEmpty() || brief ? 0 : 1);
    }

    private OverheadReport report() throws InterruptedException {
        Map<Integer, Trial> sizes = new LinkedHashMap<>();
        for (int size : List.of(OverheadReport.SMALL, OverheadReport.MEDIUM, OverheadReport.LARGE)) {
            sizes.put(
                    size,
                    trial(
                            (size >> 10) + " KiB",
                            Messages.request(Messages.FAST, size),
                            size > OverheadReport.SMALL ? 4 : 16));
        }
        return new OverheadReport(
                sizes, trial("1 KiB, 10 ms", Messages.request(Messages.SLOW, OverheadReport.SMALL), 4));
    }

    private Trial trial(String name, byte[] request, int inFlight) throws InterruptedException {
        List<String> peers = new ArrayList<>();
        site.names().forEach(peers::add);
        for (String peer : peers) {
            new Load(site.channel(peer), request, inFlight).run(warmUp);
        }
        List<Map<String, Sample>> samples = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Collections.rotate(peers, 1);
            Map<String, Sample> taken = new HashMap<>();
            for (String peer : peers) {
                taken.put(peer, sample(peer, request, inFlight));
            }
            Map<String, Sample> inOrder = new LinkedHashMap<>();
            site.names().forEach(peer -> inOrder.put(peer, taken.get(peer)));
            samples.add(inOrder);
        }
        return new Trial(name, inFlight, samples);
    }

    private Sample sample(String peer, byte[] request, int inFlight) throws InterruptedException {
        Load.Measured alone = new Load(site.channel(peer), request, 1).run(TURN);
        Duration before = site.cpu(peer);
        Load.Measured busy = new Load(site.channel(peer), request, inFlight).run(TURN);
        Duration used = site.cpu(peer).minus(before);
        return new Sample(alone, busy, used.toNanos() / 1e3 / (busy.perSecond() * TURN.toSeconds()));
    }
}
