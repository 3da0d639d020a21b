package dev.mlink.runtime.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.ExchangeStore;
import dev.mlink.runtime.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredExchangeTest {
    @TempDir
    Path directory;

    private ExchangeStore store;

    @BeforeEach
    void open() {
        store = new Store(directory).exchanges();
    }

    @Test
    void theFirstGroupsStartCounts() throws IOException {
        StoredExchange a = join("a", "p");
        StoredExchange b = join("b", "q");
        assertThat(a.name()).isEqualTo("a+b/target/1").isEqualTo(b.name());
        a.begin(Contribution.start("a", "p", Links.of(1)));
        Contribution start = b.begin(Contribution.start("b", "q", Links.of(2)));
        assertThat(start).isEqualTo(Contribution.start("a", "p", Links.of(1)));
        assertThat(directory.resolve("exchanges/a+b/target/1/start/b.json")).doesNotExist();
    }

    @Test
    void whatOneGroupLeavesTheOtherReads() throws IOException {
        StoredExchange a = join("a", "p");
        Contribution left = Links.trained("a", 110, 1, 2);
        assertThat(join("b", "q").read(3, "a")).isEmpty();
        a.publish(3, left);
        assertThat(join("b", "q").read(3, "a")).contains(left);
        assertThat(directory.resolve("exchanges/a+b/target/1/round-3/a.npz")).isRegularFile();
    }

    @Test
    void aGroupCanLeaveNoLink() throws IOException {
        Contribution nothing = new Contribution("a", "p", 110, Map.of(), Map.of());
        join("a", "p").publish(1, nothing);
        assertThat(join("b", "q").read(1, "a")).contains(nothing);
    }

    @Test
    void theNextTrainingOfAGroupOpensTheNextMeeting() throws IOException {
        join("a", "p").begin(Contribution.start("a", "p", Links.of(1)));
        assertThat(join("a", "p2").name()).isEqualTo("a+b/target/2");
        StoredExchange b = join("b", "q");
        assertThat(b.name()).isEqualTo("a+b/target/1");
        b.begin(Contribution.start("b", "q", Links.of(2)));
        b.publish(1, Links.trained("b", 1, 1, 2));
        assertThat(join("b", "q2").name()).isEqualTo("a+b/target/2");
        join("b", "q2").begin(Contribution.start("b", "q2", Links.of(3)));
        assertThat(join("a", "p2").name()).isEqualTo("a+b/target/2");
    }

    @Test
    void aTrainingThatWasKilledComesBackToItsMeeting() throws IOException {
        join("a", "p").begin(Contribution.start("a", "p", Links.of(1)));
        join("a", "p2").begin(Contribution.start("a", "p2", Links.of(1)));
        assertThat(join("a", "p").name()).isEqualTo("a+b/target/1");
        assertThat(join("a", "p2").name()).isEqualTo("a+b/target/2");
    }

    @Test
    void meetingsBeforeTheLastButOneAreForgotten() throws IOException {
        for (int training = 1; training <= 5; training++) {
            join("a", "p" + training).begin(Contribution.start("a", "p" + training, Links.of(training)));
        }
        assertThat(directory.resolve("exchanges/a+b/target/3/start/a.json")).doesNotExist();
        assertThat(directory.resolve("exchanges/a+b/target/4/start/a.json")).isRegularFile();
        assertThat(join("b", "q").name()).isEqualTo("a+b/target/5");
        assertThat(join("a", "p6").name()).isEqualTo("a+b/target/6");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        join("a", "p").publish(1, Links.trained("a", 1, 1, 2));
        Path manifest = directory.resolve("exchanges/a+b/target/1/round-1/a.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"format\":1", "\"format\":2"));
        assertThatThrownBy(() -> join("b", "q").read(1, "a"))
                .hasMessageContaining("group 'a' writes format 2, this version reads 1");
    }

    private StoredExchange join(String group, String training) throws IOException {
        return StoredExchange.join(store, List.of("b", "a"), "target", group, training, looks -> false);
    }
}
