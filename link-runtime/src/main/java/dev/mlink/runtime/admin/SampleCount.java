package dev.mlink.runtime.admin;

import dev.mlink.runtime.sampling.MergedSamples;
import dev.mlink.runtime.store.SampleStore;
import java.io.IOException;

/** How many distinct samples the pods have together; counted again only when some file has changed. */
final class SampleCount {
    private final SampleStore store;
    private final MergedSamples merged = new MergedSamples();
    private String version = "";
    private int count;

    SampleCount(SampleStore store) {
        this.store = store;
    }

    synchronized int current() throws IOException {
        String now = store.version();
        if (!now.equals(version)) {
            count = merged.merge(store.readAll()).size();
            version = now;
        }
        return count;
    }
}
