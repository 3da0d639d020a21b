package dev.mlink.runtime.routing;

import java.util.Optional;

/**
 * How a request's sources are executed.
 *
 * @param alone for this request only
 * @param shared together with other requests; empty where nothing is shared
 */
record Sources(ModelRuns alone, Optional<SharedSources> shared) {

    SourceExecution of(ReadRequest request) {
        return shared.<SourceExecution>map(together -> together)
                .filter(together -> request.common())
                .orElse(alone);
    }
}
