package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingJobTest {

    private final JobSpec job = new TrainingJob(
                    new GroupNames("ns", "digits"),
                    new PodTemplate("image", new ResourceRequirements(), Map.of(), List.of(), List.of()),
                    new PodStore.OnClaim("digits-store", "/store", Optional.empty()),
                    "p7",
                    4)
            .build()
            .getSpec();

    @Test
    void itsPodsShareTheWork() {
        assertThat(job.getCompletionMode()).isEqualTo("Indexed");
        assertThat(job.getCompletions()).isEqualTo(4);
        assertThat(job.getParallelism()).isEqualTo(4);
        assertThat(job.getTemplate().getSpec().getContainers().get(0).getArgs()).containsSequence("--shares", "4");
    }

    @Test
    void onlyWhatNoRepetitionMendsEndsIt() {
        assertThat(job.getBackoffLimit()).isGreaterThan(10);
        assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(job.getPodFailurePolicy().getRules())
                .filteredOn(rule -> rule.getAction().equals("FailJob"))
                .singleElement()
                .extracting(PodFailurePolicyRule::getOnExitCodes)
                .satisfies(codes -> assertThat(codes.getValues()).containsExactly(3));
    }
}
