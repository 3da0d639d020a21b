package dev.mlink.api.testing;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;

/** What the Job controller writes when a Job ends, with the conditions that the API server asks for. */
public record JobEnd(Job job) {

    public Job complete() {
        String now = Instant.now().toString();
        return job.edit()
                .editOrNewStatus()
                .withSucceeded(1)
                .withStartTime(now)
                .withCompletionTime(now)
                .addNewCondition()
                .withType("SuccessCriteriaMet")
                .withStatus("True")
                .endCondition()
                .addNewCondition()
                .withType("Complete")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    public Job failed() {
        return job.edit()
                .editOrNewStatus()
                .withFailed(1)
                .withStartTime(Instant.now().toString())
                .addNewCondition()
                .withType("FailureTarget")
                .withStatus("True")
                .withMessage("pod failed")
                .endCondition()
                .addNewCondition()
                .withType("Failed")
                .withStatus("True")
                .withMessage("pod failed")
                .endCondition()
                .endStatus()
                .build();
    }
}
