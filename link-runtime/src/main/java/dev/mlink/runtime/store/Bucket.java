package dev.mlink.runtime.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A store in a bucket of S3 or of a server that speaks its protocol. Content passes through a temporary file, so that
 * memory does not bound it, the SDK can send it again, and nobody sees the first half of what then fails; S3 itself
 * shows an object only once all of it has arrived. An object has at most 5 GiB.
 *
 * @param client reaches the server
 * @param name the bucket
 * @param prefix of every key: empty, or ends with a slash
 */
record Bucket(S3Client client, String name, String prefix) implements ObjectStore {

    @Override
    public void write(String key, Content content) throws IOException {
        Path spool = spool();
        try {
            try (OutputStream out = Files.newOutputStream(spool)) {
                content.writeTo(out);
            }
            client.putObject(request -> request.bucket(name).key(prefix + key), RequestBody.fromFile(spool));
        } catch (IOException | SdkException failure) {
            throw unavailable("write", key, failure);
        } finally {
            Files.deleteIfExists(spool);
        }
    }

    @Override
    public Optional<InputStream> read(String key) throws IOException {
        Path spool = spool();
        try {
            client.getObject(request -> request.bucket(name).key(prefix + key), whole(spool));
            return Optional.of(Files.newInputStream(spool, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (NoSuchKeyException none) {
            Files.delete(spool);
            return Optional.empty();
        } catch (IOException | SdkException failure) {
            Files.deleteIfExists(spool);
            throw unavailable("read", key, failure);
        }
    }

    @Override
    public List<StoredObject> list(String below) throws IOException {
        try {
            return client
                    .listObjectsV2Paginator(request -> request.bucket(name).prefix(prefix + below))
                    .contents()
                    .stream()
                    .map(object -> new StoredObject(
                            object.key().substring(prefix.length()),
                            object.size(),
                            object.lastModified(),
                            object.eTag()))
                    .sorted(Comparator.comparing(StoredObject::key))
                    .toList();
        } catch (SdkException failure) {
            throw unavailable("list", below, failure);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try {
            client.deleteObject(request -> request.bucket(name).key(prefix + key));
        } catch (NoSuchKeyException gone) {
            return; // S3 itself says nothing; not every other server is as quiet
        } catch (SdkException failure) {
            throw unavailable("delete", key, failure);
        }
    }

    /** A server keeps nothing of an upload that broke off. */
    @Override
    public void sweep(Instant before) {}

    @Override
    public String place(String key) {
        return "s3://" + name + "/" + prefix + key;
    }

    /** Of a connection that broke off in the answer's head the client tells an object without length, and no error. */
    private static ResponseTransformer<GetObjectResponse, Long> whole(Path spool) {
        return (response, content) -> {
            try {
                long bytes = Files.copy(content, spool, StandardCopyOption.REPLACE_EXISTING);
                if (!Long.valueOf(bytes).equals(response.contentLength())) {
                    throw new EOFException("only " + bytes + " bytes came of " + response.contentLength());
                }
                return bytes;
            } catch (IOException broken) {
                throw RetryableException.create(broken.getMessage(), broken);
            }
        };
    }

    private static Path spool() throws IOException {
        return Files.createTempFile("mlink-object-", ".tmp");
    }

    private StoreUnavailableException unavailable(String doing, String key, Exception failure) {
        return new StoreUnavailableException(
                "the store cannot " + doing + " " + place(key) + ": " + failure.getMessage(), failure);
    }
}
