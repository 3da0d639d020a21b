package dev.mlink.runtime.fuzz;

import dev.mlink.runtime.fuzz.Seeds.HttpSeed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** An endless series of spoiled requests; the same seed gives the same series. */
final class Spoiled {
    private final RandomGenerator chance;
    private final List<byte[]> messages;
    private final List<HttpSeed> bodies;
    private final Mutator ofMessages;
    private final Reshaper ofFields;
    private final Mutator ofBodies;

    /** @param models those that are asked, each with the name of its input */
    Spoiled(long seed, Map<String, String> models) {
        this.chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.messages = flat(models, Seeds::grpc);
        this.bodies = flat(models, Seeds::http);
        this.ofMessages = new Mutator(chance, messages);
        this.ofFields = new Reshaper(chance);
        this.ofBodies = new Mutator(chance, bodies.stream().map(HttpSeed::body).toList());
    }

    byte[] message() {
        byte[] seed = messages.get(chance.nextInt(messages.size()));
        return chance.nextBoolean() ? ofMessages.spoil(seed) : ofFields.spoil(seed);
    }

    HttpSeed body() {
        HttpSeed seed = bodies.get(chance.nextInt(bodies.size()));
        byte[] spoiled = ofBodies.spoil(seed.body());
        return new HttpSeed(seed.model(), spoiled, chance.nextInt(4) == 0 ? headers(spoiled.length) : seed.headers());
    }

    private Map<String, String> headers(int length) {
        return switch (chance.nextInt(4)) {
            case 0 -> Map.of("Inference-Header-Content-Length", Integer.toString(chance.nextInt(-2, length + 20)));
            case 1 -> Map.of("Content-Encoding", "gzip");
            case 2 -> Map.of("Content-Encoding", "deflate");
            default -> Map.of("Content-Type", "application/octet-stream");
        };
    }

    private interface Of<T> {
        List<T> seeds(String model, String input);
    }

    /** In an order of their own, which is the same for every JVM. */
    private static <T> List<T> flat(Map<String, String> models, Of<T> of) {
        return new TreeMap<>(models)
                .entrySet().stream()
                        .flatMap(model -> of.seeds(model.getKey(), model.getValue()).stream())
                        .toList();
    }
}
