package dev.mlink.runtime.store;

import java.time.Instant;

/**
 * An object as a listing tells of it.
 *
 * @param key its name
 * @param bytes its size
 * @param modified when it was last written, by the clock of the volume or the server
 * @param revision differs from that of any other content that the object had
 */
public record StoredObject(String key, long bytes, Instant modified, String revision) {

    StoredObject renamed(String name) {
        return new StoredObject(name, bytes, modified, revision);
    }
}
