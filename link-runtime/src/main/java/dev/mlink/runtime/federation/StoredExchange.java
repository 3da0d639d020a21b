package dev.mlink.runtime.federation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlink.runtime.store.Digest;
import dev.mlink.runtime.store.ExchangeStore;
import dev.mlink.runtime.store.ExchangeStore.Deposit;
import dev.mlink.runtime.store.ExchangeStore.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An exchange in a store that all its groups reach. Groups meet again and again; each meeting is a generation. A training
 * joins the newest one unless another training of its group took part in it: then it opens the next. So a training that
 * was killed comes back to where it was.
 */
public final class StoredExchange implements Exchange {
    /** Longer names than this are replaced by their digest: a file's name has an end. */
    private static final int LONGEST_NAME = 120;

    /** So many meetings before the newest are kept: a group that is late may still be in one of them. */
    private static final int KEPT = 1;

    private final ExchangeStore store;
    private final String exchange;
    private final String target;
    private final int generation;
    private final Patience settling;
    private final ObjectMapper json = new ObjectMapper();

    private StoredExchange(ExchangeStore store, String exchange, String target, int generation, Patience settling) {
        this.store = store;
        this.exchange = exchange;
        this.target = target;
        this.generation = generation;
        this.settling = settling;
    }

    /**
     * Joins the groups' newest meeting about a target, or opens the next.
     *
     * @param groups all that take part, this one too
     * @param group this one
     * @param training by which it takes part
     * @param settling pauses until a start that another group writes at the same moment is seen
     */
    public static StoredExchange join(
            ExchangeStore store, List<String> groups, String target, String group, String training, Patience settling)
            throws IOException {
        String name = name(groups);
        int generation = Math.max(1, store.newestGeneration(name, target) - KEPT);
        StoredExchange meeting = new StoredExchange(store, name, target, generation, settling);
        while (!meeting.isOpenTo(group, training)) {
            generation++;
            meeting = new StoredExchange(store, name, target, generation, settling);
        }
        return meeting;
    }

    /** Every group comes to the same name. */
    private static String name(List<String> groups) {
        String joined = String.join("+", new TreeSet<>(groups));
        return joined.length() <= LONGEST_NAME
                ? joined
                : Digest.of(joined.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private boolean isOpenTo(String group, String training) throws IOException {
        Optional<Contribution> own = read(START, group);
        if (own.isEmpty()) {
            own = read(START + 1, group);
        }
        boolean newest = store.groups(new Place(exchange, target, generation + 1, step(START)))
                .isEmpty();
        return own.map(known -> known.training().equals(training)).orElse(newest);
    }

    @Override
    public String name() {
        return exchange + "/" + target + "/" + generation;
    }

    @Override
    public Contribution begin(Contribution proposal) throws IOException {
        if (first().isEmpty()) {
            publish(START, proposal);
            settling.another(1);
            store.forgetBefore(exchange, target, generation - KEPT);
        }
        return read(START, first().orElseThrow()).orElseThrow();
    }

    private Optional<String> first() throws IOException {
        return store.groups(place(START)).stream().findFirst();
    }

    @Override
    public void publish(int round, Contribution own) throws IOException {
        Manifest manifest = Manifest.of(own);
        store.write(place(round), own.group(), new Deposit(manifest.named(own), json.writeValueAsString(manifest)));
    }

    /** @throws IOException it cannot be read, or is of a newer format */
    @Override
    public Optional<Contribution> read(int round, String group) throws IOException {
        Optional<Deposit> deposit = store.read(place(round), group);
        if (deposit.isEmpty()) {
            return Optional.empty();
        }
        Manifest manifest = json.readValue(deposit.get().manifest(), Manifest.class);
        if (manifest.format() != Manifest.FORMAT) {
            throw new IOException("exchange " + name() + ": group '" + group + "' writes format " + manifest.format()
                    + ", this version reads " + Manifest.FORMAT + "; run one version in all groups");
        }
        return Optional.of(manifest.with(deposit.get().arrays()));
    }

    private Place place(int round) {
        return new Place(exchange, target, generation, step(round));
    }

    private static String step(int round) {
        return round == START ? "start" : "round-" + round;
    }
}
