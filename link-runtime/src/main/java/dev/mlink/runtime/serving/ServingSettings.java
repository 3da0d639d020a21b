package dev.mlink.runtime.serving;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What {@code serve} takes from its environment: {@code MLINK_STORE} is {@code store}, and so on. */
@ConfigMapping(prefix = "mlink")
public interface ServingSettings {

    /** Where samples, profiles and artefacts are: a directory or {@code s3://bucket/prefix}. */
    @WithDefault("/store")
    String store();

    /** Read at the start when no operator speaks. */
    @WithDefault("/etc/mlink/routing/table.json")
    Path routingTable();

    /** What the operator shows to the admin port. */
    @WithDefault("/etc/mlink/admin/token")
    Path adminTokenFile();

    @WithDefault("8001")
    int grpcPort();

    @WithDefault("9001")
    int adminPort();

    /** Names this pod's samples in the store. */
    @WithDefault("${hostname:local}")
    String pod();

    Sampling sampling();

    /** The reservoir. */
    interface Sampling {
        @WithDefault("true")
        boolean enabled();

        @WithDefault("500")
        int capacity();
    }
}
