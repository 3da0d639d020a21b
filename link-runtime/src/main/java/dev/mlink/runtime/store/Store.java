package dev.mlink.runtime.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What outlives a pod: samples, profiles, trained predictors and training reports, laid out as docs/architecture.md
 * says, in files that numpy opens.
 */
public final class Store {
    static final String SAMPLES = "samples/";
    static final String PROFILES = "profiles/";
    static final String ARTIFACTS = "links/";
    static final String EXCHANGES = "exchanges/";
    static final String TRAININGS = "trainings/";

    private final ObjectStore objects;

    Store(ObjectStore objects) {
        this.objects = objects;
    }

    /** A store in a directory. */
    public Store(Path root) {
        this(new Directory(root));
    }

    /**
     * The store that a user names. Nothing is read or written yet.
     *
     * @param location a directory, or {@code s3://bucket/prefix} with the settings that the AWS SDK reads from the
     *     environment
     * @throws IllegalArgumentException it is neither, or S3 is not configured
     */
    public static Store open(String location) {
        StoreLocation where = StoreLocation.parse(location);
        if (where instanceof StoreLocation.InBucket s3) {
            return new Store(new Bucket(new S3Endpoint(S3Patience.standard()).open(), s3.bucket(), s3.prefix()));
        }
        return new Store(((StoreLocation.OnVolume) where).root());
    }

    public SampleStore samples() {
        return new SampleStore(objects.under(SAMPLES));
    }

    public ProfileStore profiles() {
        return new ProfileStore(objects.under(PROFILES));
    }

    public ArtifactStore artifacts() {
        return new ArtifactStore(objects.under(ARTIFACTS));
    }

    public ExchangeStore exchanges() {
        return new ExchangeStore(objects.under(EXCHANGES));
    }

    public TrainingStore trainings() {
        return new TrainingStore(objects.under(TRAININGS));
    }

    /** Removes what nobody needs any more, and says what that was. */
    public Removal prune(Retention retention) throws IOException {
        Pruner pruner = new Pruner(objects);
        Inventory inventory = pruner.inventory();
        Removal removal = retention.decide(inventory);
        pruner.remove(removal);
        objects.sweep(inventory.now().minus(Retention.YOUNG));
        return removal;
    }
}
