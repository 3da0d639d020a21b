package dev.mlink.runtime.store;

import dev.mlink.runtime.testing.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A store in a bucket of a real S3 server. */
class S3IT implements ObjectStoreContract, StoreContract, ArtifactContract {
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
}
