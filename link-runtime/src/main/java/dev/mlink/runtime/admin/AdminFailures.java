package dev.mlink.runtime.admin;

import dev.mlink.runtime.admin.TableInstaller.StaleTableException;
import dev.mlink.runtime.evaluation.MissingEvidenceException;
import dev.mlink.runtime.store.ArtifactException;
import io.grpc.Status;
import org.jboss.logging.Logger;

/** Which code the operator reads for which failure. */
final class AdminFailures {
    private static final Logger LOG = Logger.getLogger(AdminFailures.class);

    Status status(Exception failure) {
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
        } else if (failure instanceof StaleTableException) {
            return Status.FAILED_PRECONDITION;
        } else if (failure instanceof MissingEvidenceException) {
            return Status.NOT_FOUND;
        }
        return failure instanceof IllegalArgumentException ? Status.INVALID_ARGUMENT : Status.INTERNAL;
    }
}
