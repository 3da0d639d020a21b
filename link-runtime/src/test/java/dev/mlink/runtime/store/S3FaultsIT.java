package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.testing.FaultyProxy;
import dev.mlink.runtime.testing.FaultyProxy.Fault;
import dev.mlink.testing.S3Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket whose server is slow, refuses, breaks off, or is gone. */
class S3FaultsIT {
    private static final S3Patience SHORT =
            new S3Patience(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofSeconds(5));

    private static S3Server server;
    private static int tests;

    private final byte[] before = bytes(1);
    private final byte[] after = bytes(2);
    private FaultyProxy proxy;
    private ObjectStore objects;

    @BeforeAll
    static void startServer() {
        server = S3Server.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        proxy = FaultyProxy.to(server.address());
        server.configure(proxy.address());
        objects = new Bucket(new S3Endpoint(SHORT).open(), S3Server.BUCKET, "test-" + tests++ + "/");
        objects.write("a", Content.of(before));
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void anUploadThatBreaksOffIsTriedAgain() throws IOException {
        proxy.only(1, new Fault.CutUpload(after.length / 2));

        objects.write("a", Content.of(after));

        assertThat(objects.readBytes("a").orElseThrow()).isEqualTo(after);
    }

    @Test
    void anUploadThatAlwaysBreaksOffLeavesTheObjectWhole() throws IOException {
        proxy.always(new Fault.CutUpload(after.length / 2));
        assertUnavailable("write " + objects.place("a"), () -> objects.write("a", Content.of(after)));
        assertUnavailable("write " + objects.place("new"), () -> objects.write("new", Content.of(after)));

        proxy.always(new Fault.None());
        assertThat(objects.readBytes("a").orElseThrow()).isEqualTo(before);
        assertThat(objects.readBytes("new")).isEmpty();
        assertThat(objects.list("")).extracting(StoredObject::key).containsExactly("a");
    }

    @Test
    void aDownloadThatBreaksOffIsTriedAgainAndNeverHalf() throws IOException {
        proxy.only(1, new Fault.CutDownload(before.length / 2));
        assertThat(objects.readBytes("a").orElseThrow()).isEqualTo(before);

        proxy.always(new Fault.CutDownload(before.length / 2));
        assertUnavailable("read " + objects.place("a"), () -> objects.readBytes("a"));
    }

    /** Where the head ends too early its fields are wrong in many ways, some of which pass for an answer. */
    @Test
    void anAnswerWithoutItsHeadIsNoObject() throws IOException {
        for (int bytes = 0; bytes < 600; bytes += 17) {
            proxy.only(1, new Fault.CutDownload(bytes));
            try {
                assertThat(objects.readBytes("a").orElseThrow()).isEqualTo(before);
            } catch (StoreUnavailableException told) {
                assertThat(told).hasMessageContaining(objects.place("a"));
            }
        }
    }

    @Test
    void aServerThatIsBusyForAMomentIsTriedAgain() throws IOException {
        proxy.only(2, new Fault.Refusal("503 Slow Down"));
        assertThat(objects.readBytes("a").orElseThrow()).isEqualTo(before);

        proxy.always(new Fault.Refusal("503 Slow Down"));
        assertUnavailable("503", () -> objects.readBytes("a"));
        assertUnavailable("503", () -> objects.write("a", Content.of(after)));
        assertUnavailable("503", () -> objects.list(""));
        assertUnavailable("503", () -> objects.delete("a"));
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() {
        proxy.always(new Fault.Silence());
        assertUnavailable("read " + objects.place("a"), () -> objects.readBytes("a"));
        assertUnavailable("write " + objects.place("a"), () -> objects.write("a", Content.of(after)));
        byte[] moreThanTheNetworkTakes = new byte[32 << 20];
        assertUnavailable("write " + objects.place("a"), () -> objects.write("a", Content.of(moreThanTheNetworkTakes)));
    }

    @Test
    void aServerThatIsGoneIsUsedAgainWhenItIsBack() throws IOException {
        server.kill();
        assertUnavailable("read " + objects.place("a"), () -> objects.readBytes("a"));
        assertUnavailable("list " + objects.place(""), () -> objects.list(""));

        server.restart();
        assertThat(objects.readBytes("a").orElseThrow()).isEqualTo(before);
    }

    @Test
    void whoMayNotComeInIsTold() {
        server.configure(server.address());
        System.setProperty("aws.secretAccessKey", "another");
        ObjectStore stranger = new Bucket(new S3Endpoint(SHORT).open(), S3Server.BUCKET, "");

        assertUnavailable("Status Code: 403", () -> stranger.readBytes("a"));
        assertUnavailable("Status Code: 403", () -> stranger.write("a", Content.of("not mine")));
    }

    @Test
    void aBucketThatIsNotThereIsNoEmptyStore() {
        ObjectStore nowhere = new Bucket(new S3Endpoint(SHORT).open(), "nowhere", "");

        assertUnavailable("read s3://nowhere/a", () -> nowhere.readBytes("a"));
        assertUnavailable("list s3://nowhere/", () -> nowhere.list(""));
    }

    @Test
    void anArtefactOfAStoreThatIsGoneIsNeitherMissingNorCorrupt() throws IOException {
        ArtifactStore artifacts = new Store(objects).artifacts();
        Digest digest = artifacts.write(LinkArtifact.of(3, 5, 2));
        proxy.always(new Fault.Refusal("503 Slow Down"));

        assertUnavailable("links/" + digest.hex(), () -> artifacts.read(digest));
    }

    @Test
    void withoutARegionItSaysWhatToSet() {
        System.clearProperty("aws.region");

        assertThatThrownBy(() -> new S3Endpoint(SHORT).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set AWS_REGION");
    }

    private static void assertUnavailable(String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(StoreUnavailableException.class).hasMessageContaining(words);
    }

    private static byte[] bytes(int seed) {
        byte[] content = new byte[1 << 20];
        new Random(seed).nextBytes(content);
        return content;
    }
}
