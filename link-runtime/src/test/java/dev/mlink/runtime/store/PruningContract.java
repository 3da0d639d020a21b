package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.store.ProfileStore.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is removed from a store, wherever it is. */
interface PruningContract {

    /** An empty store. */
    ObjectStore objects();

    /** Makes an object look as if it had been written then. */
    void age(String key, Duration ago) throws IOException;

    private Store store() {
        return new Store(objects());
    }

    @Test
    default void anEmptyStoreStaysEmpty() throws IOException {
        store().prune(new Retention(3, Duration.ofDays(1)));

        assertThat(objects().list("")).isEmpty();
    }

    @Test
    default void whatNobodyNeedsGoesAndTheRestCanBeRead() throws IOException {
        Digest first = train("t1", 5, 4, "");
        Digest second = train("t2", 6, 3, "");
        Digest third = train("t3", 7, 2, "");
        Digest fourth = train("t4", 8, 0, first.text());
        store().samples().write("alive", samples());
        store().samples().write("gone", samples());
        age("samples/gone.npz", Duration.ofDays(2));

        Removal removal = store().prune(new Retention(2, Duration.ofDays(1)));

        assertThat(removal).hasToString("1 trainings, 1 profiles, 1 artefacts and the samples of 1 pods");
        assertThat(store().trainings().newestFirst()).containsExactly("t4", "t3", "t1");
        for (Digest kept : List.of(first, third, fourth)) {
            assertThat(store().artifacts().read(kept)).isNotNull();
        }
        assertThat(objects().list("links/" + second.hex() + "/")).isEmpty();
        assertThat(objects().list("profiles/t2/")).isEmpty();
        assertThat(objects().list("trainings/"))
                .noneMatch(object -> object.key().contains("t2"));
        assertThat(store().profiles().completed("t1")).containsExactly("class");
        assertThat(store().samples().readAll()).hasSize(1);
    }

    @Test
    default void theLinksOfAnEnsembleInForceStay() throws IOException {
        Digest link = store().artifacts().write(LinkArtifact.of(3, 5, 2));
        Digest ensemble = store().artifacts().write(LinkArtifact.ensemble(link));
        for (Digest old : List.of(link, ensemble)) {
            age("links/" + old.hex() + "/manifest.json", Duration.ofDays(9));
            age("links/" + old.hex() + "/arrays.npz", Duration.ofDays(9));
        }
        train("t1", 6, 0, ensemble.text());

        store().prune(new Retention(1, Duration.ofDays(1)));

        assertThat(store().artifacts().read(ensemble)).isNotNull();
        assertThat(store().artifacts().read(link)).isNotNull();
    }

    @Test
    default void whatARunningTrainingHasWrittenStays() throws IOException {
        Digest begun = train("t1", 5, 4, "");
        train("t2", 6, 3, "");
        train("t3", 7, 0, "");
        store().trainings().partial("t4").write("entry", Content.of(begun.text()));

        store().prune(new Retention(1, Duration.ofDays(1)));

        assertThat(store().artifacts().read(begun)).isNotNull();
        assertThat(store().trainings().newestFirst()).containsExactly("t3", "t2", "t1");
    }

    /** A whole training of a link with so many hidden units, so many days ago. */
    private Digest train(String name, int hidden, int daysAgo, String inForce) throws IOException {
        store().profiles().freeze(name, samples());
        store().profiles().writeOutput(name, "class", NpyArray.of(new float[1], 1, 1), new Outcome(true, 1));
        Digest digest = store().artifacts().write(LinkArtifact.of(3, hidden, 2));
        store().trainings().writePlan(name, "{\"inForce\":[\"" + inForce + "\"]}");
        store().trainings().write(name, "{\"links\":[{\"artifact\":\"" + digest.text() + "\"}]}");
        if (daysAgo > 0) {
            for (String prefix : List.of("profiles/" + name + "/", "links/" + digest.hex() + "/")) {
                for (StoredObject object : objects().list(prefix)) {
                    age(object.key(), Duration.ofDays(daysAgo));
                }
            }
            age("trainings/" + name + ".json", Duration.ofDays(daysAgo));
            age("trainings/" + name + ".plan", Duration.ofDays(daysAgo));
        }
        return digest;
    }

    private static Samples samples() {
        return new Samples(Map.of("image", NpyArray.of(new float[2], 1, 2)), NpyArray.of(1));
    }
}
