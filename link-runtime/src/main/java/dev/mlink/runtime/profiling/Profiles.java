package dev.mlink.runtime.profiling;

import dev.mlink.runtime.profiling.ModelReplay.Recording;
import dev.mlink.runtime.profiling.ModelReplay.StoppedException;
import dev.mlink.runtime.sampling.MergedSamples;
import dev.mlink.runtime.sampling.ProfileMix;
import dev.mlink.runtime.sampling.Sample;
import dev.mlink.runtime.sampling.SampleTable;
import dev.mlink.runtime.store.ProfileStore;
import dev.mlink.runtime.store.ProfileStore.Outcome;
import dev.mlink.runtime.store.Samples;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.upstream.TritonGrpc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/**
 * Profiles, and how far they are. The samples are frozen at the first call; a model whose outputs are in the store is
 * done for good, also after a restart; one that was interrupted begins anew.
 */
public final class Profiles {
    private static final Logger LOG = Logger.getLogger(Profiles.class);

    private final Store store;
    private final ModelReplay replay;
    private final double informativeShare;
    private final Executor workers;
    private final SampleTable table = new SampleTable();
    private final MergedSamples merged = new MergedSamples();
    private final Map<Turn, ModelProgress> turns = new ConcurrentHashMap<>();
    /** How many samples each profile froze, which never changes: the operator asks every few seconds. */
    private final Map<String, Integer> sizes = new ConcurrentHashMap<>();

    private record Turn(String profile, String model) {}

    /**
     * @param informativeShare share of a profile that is chosen because predictions were unsure of it
     * @param workers runs one model's turn each; models take their turns side by side
     */
    public Profiles(
            Store store, TritonGrpc triton, double informativeShare, Executor workers, ScheduledExecutorService timer) {
        this.store = store;
        this.informativeShare = informativeShare;
        this.replay = new ModelReplay(triton, timer);
        this.workers = workers;
    }

    /**
     * Starts a profile, or goes on with it; idempotent per profile and model.
     *
     * @param request which samples are frozen
     */
    public synchronized ProfileProgress run(FreezeRequest request, List<ModelTurn> models) throws IOException {
        String profile = request.profile();
        Optional<Samples> samples = frozen(request);
        if (samples.isPresent()) {
            for (ModelTurn model : models) {
                begin(profile, samples.get(), model);
            }
        }
        return progress(profile);
    }

    /** @return 0 samples when the profile does not exist */
    public ProfileProgress progress(String profile) throws IOException {
        int samples = size(profile);
        Map<String, ModelProgress> models = new LinkedHashMap<>();
        for (String model : store.profiles().completed(profile)) {
            models.put(model, completed(new Turn(profile, model), samples));
        }
        turns.forEach((turn, progress) -> {
            if (turn.profile().equals(profile)) {
                models.putIfAbsent(turn.model(), progress);
            }
        });
        return new ProfileProgress(profile, samples, new ArrayList<>(models.values()));
    }

    private int size(String profile) throws IOException {
        Integer known = sizes.get(profile);
        if (known != null) {
            return known;
        }
        Optional<Samples> samples = store.profiles().inputs(profile);
        samples.ifPresent(frozen -> sizes.put(profile, frozen.size()));
        return samples.map(Samples::size).orElse(0);
    }

    private ModelProgress completed(Turn turn, int samples) throws IOException {
        ModelProgress known = turns.get(turn);
        if (known != null && known.complete()) {
            return known;
        }
        Outcome outcome = store.profiles().outcome(turn.profile(), turn.model()).orElseThrow();
        ModelProgress read = ModelProgress.completed(turn.model(), samples, outcome.millisPerSample());
        turns.put(turn, read);
        return read;
    }

    private Optional<Samples> frozen(FreezeRequest request) throws IOException {
        ProfileStore profiles = store.profiles();
        Optional<Samples> before = profiles.inputs(request.profile());
        if (before.isPresent()) {
            return before;
        }
        List<Sample> kept = request.recent(merged.merge(store.samples().readAll()));
        List<Sample> chosen = new ProfileMix(request.most(), informativeShare).choose(kept);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        profiles.freeze(request.profile(), table.stack(chosen));
        return profiles.inputs(request.profile());
    }

    private void begin(String profile, Samples samples, ModelTurn model) throws IOException {
        Turn turn = new Turn(profile, model.model());
        ModelProgress before = turns.get(turn);
        boolean running = before != null && before.error().isEmpty() && !before.complete();
        if (!running && store.profiles().outcome(profile, model.model()).isEmpty()) {
            turns.put(turn, ModelProgress.begun(model.model()));
            workers.execute(() -> take(turn, samples, model));
        }
    }

    private void take(Turn turn, Samples samples, ModelTurn model) {
        try {
            Recording recording = replay.replay(
                    model, samples, done -> turns.computeIfPresent(turn, (key, progress) -> progress.at(done)));
            store.profiles().writeOutput(turn.profile(), turn.model(), recording.output(), recording.outcome());
            turns.put(
                    turn,
                    ModelProgress.completed(
                            turn.model(), samples.size(), recording.outcome().millisPerSample()));
        } catch (StoppedException | IOException | RuntimeException stopped) {
            LOG.warnf("profile %s, model %s: %s", turn.profile(), turn.model(), stopped.getMessage());
            turns.computeIfPresent(turn, (key, progress) -> progress.stopped(String.valueOf(stopped.getMessage())));
        }
    }
}
