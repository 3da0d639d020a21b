package dev.mlink.runtime.admin;

import dev.mlink.runtime.admin.TableInstaller.StaleTableException;
import dev.mlink.runtime.evaluation.MissingEvidenceException;
import dev.mlink.runtime.store.ArtifactException;
import dev.mlink.runtime.store.StoreUnavailableException;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/** Which code the operator reads for which failure. */
final class AdminFailures {
    private static final Logger LOG = Logger.getLogger(AdminFailures.class);

    Status status(Exception thrown) {
        Exception failure = thrown instanceof UncheckedIOException wrapper ? wrapper.getCause() : thrown;
        Status code = code(failure);
        if (code == Status.INTERNAL) {
            LOG.error("an admin call failed", failure);
        }
        return code.withDescription(String.valueOf(failure.getMessage()));
    }

    private static Status code(Exception failure) {
        if (failure instanceof ArtifactException artifact) {
            return switch (artifact.reason()) {
                case MISSING -> Status.NOT_FOUND;
                case CORRUPT -> Status.DATA_LOSS;
                case UNSUPPORTED -> Status.FAILED_PRECONDITION;
            };
        } else if (failure instanceof StoreUnavailableException) {
            return Status.UNAVAILABLE;
        } else if (failure instanceof StaleTableException) {
            return Status.FAILED_PRECONDITION;
        } else if (failure instanceof MissingEvidenceException) {
            return Status.NOT_FOUND;
        } else if (failure instanceof IOException) { // what is there is torn
            return Status.DATA_LOSS;
        }
        return failure instanceof IllegalArgumentException ? Status.INVALID_ARGUMENT : Status.INTERNAL;
    }
}
