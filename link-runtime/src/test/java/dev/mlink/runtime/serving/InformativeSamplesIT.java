package dev.mlink.runtime.serving;

import static dev.mlink.runtime.testing.AffineGroup.endpoint;
import static dev.mlink.runtime.testing.AffineGroup.exact;
import static dev.mlink.runtime.testing.AffineGroup.predicted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlink.admin.v1alpha1.ProfileRequest;
import dev.mlink.admin.v1alpha1.StatusRequest;
import dev.mlink.runtime.store.Samples;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.testing.AffineGroup;
import dev.mlink.runtime.testing.Eventually;
import dev.mlink.runtime.testing.InferenceClient;
import dev.mlink.runtime.testing.RuntimeProcess;
import dev.mlink.triton.testing.TestModel;
import dev.mlink.triton.testing.TritonServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Inputs of which predictions are unsure reach the profile. {@code label} is predicted as softmax(2 x + 1), so that an
 * input with one large number is sure, and one of equal numbers is not.
 */
class InformativeSamplesIT {
    private static final int REQUESTS = 600;
    private static final int RANDOM = 60;
    private static final int ONE_IN = 10;

    @TempDir
    Path home;

    @Test
    void unsureInputsAreWhatAProfileHasBesidesThoseChosenAtRandom() throws IOException {
        try (TritonServer triton = TritonServer.serving(TestModel.affine("twice", AffineGroup.WIDTH, 2, 1));
                RuntimeProcess runtime = RuntimeProcess.start(
                        home,
                        Map.of(
                                "MLINK_SAMPLING_STRATEGY", "UNCERTAINTY",
                                "MLINK_SAMPLING_CAPACITY", Integer.toString(RANDOM),
                                "MLINK_SAMPLING_INFORMATIVE_SHARE", "0.3",
                                "MLINK_SAMPLING_INFORMATIVE_RATE", "0.1"));
                InferenceClient client = new InferenceClient(runtime.grpc())) {
            triton.load("twice");
            Store store = new Store(runtime.store());
            runtime.admin()
                    .route(AffineGroup.table(1)
                            .addEndpoints(endpoint("t0", triton.grpc().toString(), triton.http()))
                            .addModels(exact("twice", "t0"))
                            .addModels(predicted(
                                    "label", new AffineGroup(store.artifacts()).labels("twice", "label", 1, 0)))
                            .build());
            Random random = new Random(1);
            for (int request = 0; request < REQUESTS; request++) {
                client.infer("label", Map.of(), input(random));
            }
            Eventually.within(Duration.ofSeconds(15), () -> assertThat(runtime.admin()
                            .status(StatusRequest.getDefaultInstance())
                            .getSamples())
                    .isGreaterThan(RANDOM));

            runtime.admin()
                    .profile(ProfileRequest.newBuilder()
                            .setProfile("p1")
                            .setGroupUid("uid-1")
                            .setSamples(RANDOM)
                            .build());

            Samples profile = store.profiles().inputs("p1").orElseThrow();
            assertThat(profile.size()).isEqualTo(RANDOM);
            List<Boolean> informative = unsure(profile, false);
            assertThat(informative).as("their share of the profile").hasSizeBetween(RANDOM / 10, 3 * RANDOM / 10);
            assertThat(share(informative))
                    .as("one in ten of all inputs is unsure")
                    .isGreaterThan(.5);
            assertThat(share(unsure(profile, true))).as("chance does not care").isLessThan(.35);
        }
    }

    /** Different each time; one in ten has no number that is far larger than the others. */
    private static float[] input(Random random) {
        float noise = random.nextFloat() / 100;
        boolean unsure = random.nextInt(ONE_IN) == 0;
        return new float[] {unsure ? noise : 2 + noise, noise / 2, 0};
    }

    /** Of each sample that was chosen so, whether its prediction was unsure. */
    private static List<Boolean> unsure(Samples profile, boolean audit) {
        float[] inputs = profile.inputs().get("image").floats();
        List<Boolean> unsure = new ArrayList<>();
        for (int sample = 0; sample < profile.size(); sample++) {
            if (profile.audit().booleans()[sample] == audit) {
                unsure.add(inputs[sample * AffineGroup.WIDTH] < 1);
            }
        }
        return unsure;
    }

    private static double share(List<Boolean> unsure) {
        return unsure.stream().mapToInt(is -> is ? 1 : 0).average().orElseThrow();
    }
}
