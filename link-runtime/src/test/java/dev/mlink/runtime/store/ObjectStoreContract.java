package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.ObjectStore.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every kind of store must do with objects. */
interface ObjectStoreContract {

    /** An empty store. */
    ObjectStore objects();

    @Test
    default void whatWasWrittenIsRead() throws IOException {
        assertThat(objects().readText("a/b")).isEmpty();

        objects().write("a/b", Content.of("first"));
        objects().write("a/c", Content.of(""));
        objects().write("a/b", Content.of("second"));

        assertThat(objects().readText("a/b")).contains("second");
        assertThat(objects().readText("a/c")).contains("");
    }

    @Test
    default void namesAreTakenAsTheyAre() throws IOException {
        List<String> names = List.of("a b", "a+b", "a%20b", "a&b=c", "a#b?c", "ünï", "a:b;c", "~a", "<a>'\"", "模型");
        for (String name : names) {
            objects().write("x/" + name, Content.of(name));
        }

        assertThat(objects().list("x/"))
                .extracting(object -> object.key().substring(2))
                .containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(objects().readText("x/" + name)).contains(name);
        }
    }

    @Test
    default void aListingTellsWhatIsThere() throws IOException {
        assertThat(objects().list("")).isEmpty();
        assertThat(objects().list("p/")).isEmpty();
        objects().write("q/z", Content.of("1"));
        objects().write("p/b", Content.of("22"));
        objects().write("p/a/c", Content.of("333"));

        assertThat(objects().list("p/")).extracting(StoredObject::key).containsExactly("p/a/c", "p/b");
        assertThat(objects().list("")).extracting(StoredObject::bytes).containsExactly(3L, 2L, 1L);
        assertThat(objects().under("p/").list("a/"))
                .extracting(StoredObject::key)
                .containsExactly("a/c");
    }

    @Test
    default void aListingHasNoLimit() throws IOException {
        List<String> keys = IntStream.range(0, 1003)
                .mapToObj(i -> String.format("many/%04d", i))
                .toList();
        for (String key : keys) {
            objects().write(key, Content.of("x"));
        }

        assertThat(objects().list("many/")).extracting(StoredObject::key).containsExactlyElementsOf(keys);
    }

    @Test
    default void aRewrittenObjectHasAnotherRevision() throws IOException {
        objects().write("a", Content.of("one"));
        StoredObject before = objects().list("").get(0);
        objects().write("a", Content.of("two"));
        StoredObject after = objects().list("").get(0);

        assertThat(after.revision()).isNotEqualTo(before.revision());
        assertThat(after.modified()).isAfterOrEqualTo(before.modified());
        assertThat(objects().list("").get(0)).isEqualTo(after);
    }

    @Test
    default void whatWasDeletedIsGone() throws IOException {
        objects().write("a/b", Content.of("1"));
        objects().write("a/c/d", Content.of("2"));

        objects().delete("a/b");
        objects().delete("a/b");
        objects().delete("never/there");

        assertThat(objects().readText("a/b")).isEmpty();
        assertThat(objects().list("")).extracting(StoredObject::key).containsExactly("a/c/d");
    }

    @Test
    default void contentThatFailsLeavesTheObjectAsItWas() throws IOException {
        objects().write("a", Content.of("whole"));

        assertThatThrownBy(() -> objects().write("a", out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("the arrays ended");
                }))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("the store cannot write")
                .hasMessageContaining(objects().place("a"))
                .hasMessageContaining("the arrays ended");

        assertThat(objects().readText("a")).contains("whole");
        assertThat(objects().list("")).hasSize(1);
    }

    @Test
    default void aLargeObjectComesBackWhole() throws IOException {
        byte[] content = new byte[20 << 20];
        new Random(1).nextBytes(content);

        objects().write("large", Content.of(content));

        assertThat(objects().list("").get(0).bytes()).isEqualTo(content.length);
        assertThat(objects().readBytes("large").orElseThrow()).isEqualTo(content);
    }

    /** Each content is one number over and over; a torn one would have two. */
    @Test
    default void aReaderNeverSeesAPart() throws IOException {
        objects().write("a", Content.of(filled(0)));
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= 60; i++) {
                write("a", filled(i));
            }
        });

        while (!writer.isDone()) {
            byte[] seen = objects().readBytes("a").orElseThrow();
            assertThat(seen).isEqualTo(filled(seen[0]));
        }

        writer.join();
        assertThat(objects().readBytes("a").orElseThrow()).isEqualTo(filled(60));
    }

    private void write(String key, byte[] content) {
        try {
            objects().write(key, Content.of(content));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] filled(int value) {
        byte[] content = new byte[300_000];
        Arrays.fill(content, (byte) value);
        return content;
    }
}
