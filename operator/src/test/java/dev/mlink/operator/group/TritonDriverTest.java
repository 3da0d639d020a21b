package dev.mlink.operator.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ModelGroupStatus;
import dev.mlink.operator.group.decision.Step;
import dev.mlink.operator.group.observation.JobState;
import dev.mlink.operator.group.observation.Neighbourhood;
import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.observation.TritonEndpoint;
import dev.mlink.operator.group.resource.MemoryReader;
import dev.mlink.operator.group.resource.SpecReader;
import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.site.UnaskedTriton;
import dev.mlink.operator.triton.MemoryReading;
import dev.mlink.operator.triton.ModelDescription;
import dev.mlink.operator.triton.ModelState;
import dev.mlink.operator.triton.ModelStatus;
import dev.mlink.operator.triton.RepositoryIndex;
import dev.mlink.operator.triton.TritonControl;
import dev.mlink.operator.triton.TritonReply;
import dev.mlink.triton.TritonAddress;
import dev.mlink.triton.wire.ModelConfig;
import dev.mlink.triton.wire.ModelMetadataResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two Tritons; what a pass goes on with without looking at everything again. */
class TritonDriverTest {
    private static final String GROUP =
            """
            apiVersion: mlink.dev/v1alpha1
            kind: ModelGroup
            metadata: {name: g, namespace: n, uid: u, generation: 1}
            spec:
              triton: {service: {name: triton}}
              budget: {device: CPU, memory: 1Gi}
              models:
              - {name: a, output: {tensor: Y, task: Regression}}
              - {name: b, output: {tensor: Y, task: Regression}}
            """;

    private final FakeTriton triton = new FakeTriton();
    private Observation seen;
    private TritonDriver driver;

    @BeforeEach
    void look() {
        triton.set("t0", "a", ModelState.UNLOADED);
        triton.set("t0", "b", ModelState.READY);
        triton.set("t1", "b", ModelState.READY);
        seen = observation();
        driver = new TritonDriver(triton, () -> seen, () -> Instant.EPOCH, (reason, text) -> {});
    }

    @Test
    void whatHasComeIsKnownAndDescribed() {
        triton.set("t0", "a", ModelState.READY);

        Observation after = driver.lookAt(Set.of(new Placement("t0", "a")));

        TritonEndpoint endpoint = after.endpoints().get(0);
        assertThat(endpoint.state("a")).isEqualTo(ModelState.READY);
        assertThat(endpoint.descriptions()).containsOnlyKeys("a");
        assertThat(after.endpoints().get(1).descriptions()).isEmpty();
    }

    @Test
    void whatTheNextLookKnowsIsNotForgotten() {
        triton.set("t0", "a", ModelState.READY);
        seen = driver.lookAt(Set.of(new Placement("t0", "a")));
        triton.set("t1", "a", ModelState.READY);

        seen = driver.lookAt(Set.of(new Placement("t1", "a")));

        assertThat(seen.endpoints())
                .allSatisfy(endpoint -> assertThat(endpoint.descriptions()).containsOnlyKeys("a"));
    }

    @Test
    void whatWasUnloadedInThisPassMayBeGone() {
        driver.apply(new Step.Unload("t0", "b"), seen.memory());
        triton.set("t0", "b", ModelState.UNLOADED);
        triton.set("t0", "a", ModelState.READY);

        assertThat(driver.lookAt(Set.of(new Placement("t0", "a")))
                        .endpoints()
                        .get(0)
                        .state("b"))
                .isEqualTo(ModelState.UNLOADED);
    }

    @Test
    void anythingElseThatHasComeOrGoneIsLookedAtFirst() {
        triton.set("t0", "a", ModelState.READY);
        for (ModelState lost : List.of(ModelState.UNLOADED, ModelState.UNLOADING, ModelState.FAILED)) {
            triton.set("t0", "b", lost);
            assertNotYet();
        }
        triton.set("t0", "b", ModelState.READY);
        triton.set("t0", "stranger", ModelState.LOADING);
        assertNotYet();
        triton.set("t0", "stranger", ModelState.UNLOADED);
        triton.set("t1", "b", ModelState.UNLOADED);
        assertNotYet();
        triton.set("t1", "b", ModelState.READY);
        triton.set("t0", "a", ModelState.LOADING);
        assertNotYet();
    }

    @Test
    void howLongALoadTookIsKnownToTheNextOne() {
        GroupMemory first = driver.apply(new Step.Load("t0", "a"), GroupMemory.EMPTY);
        assertThat(first.loads()).containsOnlyKeys("a");
        assertThat(triton.waited).as("nobody knows what it takes").isEmpty();

        driver.apply(new Step.Load("t1", "a"), first);
        assertThat(triton.waited).containsExactly(Duration.ofSeconds(10));
    }

    private void assertNotYet() {
        assertThatThrownBy(() -> driver.lookAt(Set.of(new Placement("t0", "a"))))
                .isInstanceOf(NotYet.class);
    }

    private Observation observation() {
        return new Observation(
                new SpecReader().read(Serialization.unmarshal(GROUP, ModelGroup.class)),
                new MemoryReader().read(ModelGroupStatus.EMPTY),
                List.of(),
                Set.of(),
                Optional.empty(),
                List.of(),
                List.of(endpoint("t0"), endpoint("t1")),
                List.of(),
                List.of(),
                new JobState.Absent(),
                Neighbourhood.NONE,
                Instant.EPOCH);
    }

    private TritonEndpoint endpoint(String name) {
        TritonAddress address = new TritonAddress(name, 8001);
        return new TritonEndpoint(
                name,
                address,
                8000,
                triton.index(address),
                new MemoryReading.NotMeasured("not asked"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** Is in the states that it is set to, by host and model. */
    private static final class FakeTriton implements UnaskedTriton {
        private final Map<String, Map<String, ModelStatus>> models = new HashMap<>();
        private final List<Duration> waited = new ArrayList<>();

        @Override
        public TritonControl waiting(Duration load) {
            waited.add(load);
            return this;
        }

        @Override
        public TritonReply<Done> load(TritonAddress endpoint, String model) {
            set(endpoint.host(), model, ModelState.READY);
            return new TritonReply.Ok<>(Done.DONE);
        }

        void set(String host, String model, ModelState state) {
            models.computeIfAbsent(host, name -> new TreeMap<>())
                    .put(model, new ModelStatus(model, state, "", List.of("1")));
        }

        @Override
        public TritonReply<RepositoryIndex> index(TritonAddress endpoint) {
            return new TritonReply.Ok<>(new RepositoryIndex(models.get(endpoint.host())));
        }

        @Override
        public TritonReply<ModelDescription> describe(TritonAddress endpoint, String model) {
            return new TritonReply.Ok<>(
                    new ModelDescription(ModelConfig.getDefaultInstance(), ModelMetadataResponse.getDefaultInstance()));
        }

        @Override
        public TritonReply<Done> unload(TritonAddress endpoint, String model) {
            return new TritonReply.Ok<>(Done.DONE);
        }
    }
}
