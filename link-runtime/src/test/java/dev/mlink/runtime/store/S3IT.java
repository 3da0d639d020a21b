package dev.mlink.runtime.store;

import dev.mlink.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A store in a bucket of a real S3 server. */
class S3IT implements ObjectStoreContract, StoreContract, ArtifactContract, PruningContract {
    private static S3Server server;
    private static int stores;

    private ObjectStore objects;

    @BeforeAll
    static void startServer() {
        server = S3Server.start();
        server.configure(server.address());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** A prefix of its own for every test: what others left is not below it. */
    @BeforeEach
    void open() {
        objects = new Bucket(new S3Endpoint(S3Patience.standard()).open(), S3Server.BUCKET, "test-" + stores++ + "/");
    }

    @Override
    public ObjectStore objects() {
        return objects;
    }

    /** The server tells the time of its file. */
    @Override
    public void age(String key, Duration ago) throws IOException {
        Path file =
                server.bucket().resolve(objects.place(key).substring("s3://".length() + S3Server.BUCKET.length() + 1));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
    }
}
