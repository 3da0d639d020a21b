package dev.mlink.runtime.store;

import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weights that groups leave for one another, below a name of exchange, target, generation and step. A deposit is arrays
 * and a manifest; it is there once its manifest is.
 */
public final class ExchangeStore {
    private static final String ARRAYS = ".npz";
    private static final String MANIFEST = ".json";

    private final ObjectStore objects;
    private final NpzCodec npz = new NpzCodec();

    ExchangeStore(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * Where deposits are.
     *
     * @param exchange of which groups
     * @param target the model that all links of the deposits lead to
     * @param generation how often they met, from 1
     * @param step of the generation
     */
    public record Place(String exchange, String target, int generation, String step) {
        private String key() {
            return about(exchange, target) + generation + "/" + step + "/";
        }
    }

    /**
     * What a group left.
     *
     * @param manifest JSON
     */
    public record Deposit(Map<String, NpyArray> arrays, String manifest) {}

    /** Leaves a deposit, or replaces it by one of equal arrays. */
    public void write(Place place, String group, Deposit deposit) throws IOException {
        objects.write(key(place, group, ARRAYS), out -> npz.write(deposit.arrays(), out));
        objects.write(key(place, group, MANIFEST), Content.of(deposit.manifest()));
    }

    public Optional<Deposit> read(Place place, String group) throws IOException {
        Optional<String> manifest = objects.readText(key(place, group, MANIFEST));
        return manifest.isEmpty()
                ? Optional.empty()
                : npz.read(objects, key(place, group, ARRAYS)).map(arrays -> new Deposit(arrays, manifest.get()));
    }

    /** Which groups have left something, the first to do so first. */
    public List<String> groups(Place place) throws IOException {
        return objects.list(place.key()).stream()
                .filter(object -> object.key().endsWith(MANIFEST))
                .sorted(Comparator.comparing(StoredObject::modified).thenComparing(StoredObject::key))
                .map(object -> object.key()
                        .substring(place.key().length(), object.key().length() - MANIFEST.length()))
                .toList();
    }

    /** The generation that was opened last; 0 before the first. */
    public int newestGeneration(String exchange, String target) throws IOException {
        String about = about(exchange, target);
        return objects.list(about).stream()
                .mapToInt(object -> generation(about, object))
                .max()
                .orElse(0);
    }

    /** Removes what was left in generations before one. */
    public void forgetBefore(String exchange, String target, int generation) throws IOException {
        String about = about(exchange, target);
        for (StoredObject object : objects.list(about)) {
            if (generation(about, object) < generation) {
                objects.delete(object.key());
            }
        }
    }

    private static int generation(String about, StoredObject object) {
        String below = object.key().substring(about.length());
        return Integer.parseInt(below.substring(0, below.indexOf('/')));
    }

    private static String about(String exchange, String target) {
        return new FileName("exchange", exchange).with("/") + new FileName("target", target).with("/");
    }

    private static String key(Place place, String group, String suffix) {
        return place.key() + new FileName("group", group).with(suffix);
    }
}
