package dev.mlink.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.ObjectStore.Content;
import dev.mlink.runtime.store.ProfileStore.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What samples, profiles and trainings are kept like, wherever they are kept. */
interface StoreContract {

    /** An empty store. */
    ObjectStore objects();

    private Store store() {
        return new Store(objects());
    }

    @Test
    default void weightsAreLeftForOtherGroups() throws IOException {
        ExchangeStore exchanges = store().exchanges();
        ExchangeStore.Place place = new ExchangeStore.Place("a+b", "label", 2, "round-1");
        ExchangeStore.Deposit deposit =
                new ExchangeStore.Deposit(Map.of("0/w", NpyArray.of(new float[] {1, 2}, 2)), "{}");
        assertThat(exchanges.read(place, "a")).isEmpty();
        assertThat(exchanges.newestGeneration("a+b", "label")).isZero();
        exchanges.write(place, "b", deposit);
        exchanges.write(place, "a", deposit);
        assertThat(exchanges.read(place, "a")).contains(deposit);
        assertThat(exchanges.groups(place)).containsExactlyInAnyOrder("a", "b");
        assertThat(exchanges.newestGeneration("a+b", "label")).isEqualTo(2);
        exchanges.forgetBefore("a+b", "label", 2);
        assertThat(exchanges.groups(place)).hasSize(2);
        exchanges.forgetBefore("a+b", "label", 3);
        assertThat(objects().list("exchanges/")).isEmpty();
    }

    @Test
    default void samplesOfAllPodsAreRead() throws IOException {
        SampleStore samples = store().samples();
        assertThat(samples.readAll()).isEmpty();
        samples.write("b", samples(3, 4));
        samples.write("a", samples(1));

        assertThat(samples.readAll()).containsExactly(samples(1), samples(3, 4));
        assertThat(samples.read("b")).contains(samples(3, 4));
        assertThat(samples.read("c")).isEmpty();
        assertThat(objects().list("samples/"))
                .extracting(StoredObject::key)
                .containsExactly("samples/a.npz", "samples/b.npz");
    }

    @Test
    default void whyAndWhereSamplesWereKeptIsWrittenAndOlderFilesWithoutItAreRead() throws IOException {
        NpyArray images = NpyArray.of(new float[2], 2, 1);
        NpyArray times = NpyArray.of(1L, 2L);
        Samples both = new Samples(Map.of("image", images), times, NpyArray.of(true, false));
        SampleStore samples = store().samples();
        samples.write("new", both);
        assertThat(samples.read("new")).contains(both);

        objects().write("samples/old.npz", out -> new NpzCodec().write(Map.of("image", images, "time", times), out));
        assertThat(samples.read("old").orElseThrow().audit().booleans()).containsExactly(true, true);
        assertThat(samples.read("old").orElseThrow().streams().texts()).containsExactly("", "");

        Samples named = new Samples(
                Map.of("image", images), times, NpyArray.of(true, true), NpyArray.ofTexts(List.of("", "t\u00fcr")));
        samples.write("named", named);
        assertThat(samples.read("named")).contains(named);
        assertThatThrownBy(() -> new Samples(Map.of("image", images), times, NpyArray.of(true, true), times))
                .hasMessage("'mlink_stream' is <i8[2]; write byte strings");
        assertThatThrownBy(() -> new Samples(Map.of("audit", times), times))
                .hasMessageContaining("a group input is named 'audit'");
    }

    @Test
    default void theVersionOfSamplesTellsAnyChange() throws IOException {
        SampleStore samples = store().samples();
        samples.write("a", samples(1));
        String before = samples.version();
        assertThat(samples.version()).isEqualTo(before);

        samples.write("a", samples(2));
        String after = samples.version();
        assertThat(after).isNotEqualTo(before);

        samples.write("b", samples(2));
        assertThat(samples.version()).isNotEqualTo(after);
    }

    @Test
    default void tornSamplesSayWhichTheyAre() throws IOException {
        store().samples().write("pod", samples(1, 2, 3));
        byte[] whole = objects().readBytes("samples/pod.npz").orElseThrow();
        objects().write("samples/pod.npz", Content.of(Arrays.copyOf(whole, whole.length / 2)));

        assertThatThrownBy(() -> store().samples().read("pod"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(objects().place("samples/pod.npz"));

        objects().write("samples/pod.npz", Content.of("no arrays"));
        assertThatThrownBy(() -> store().samples().read("pod"))
                .hasMessageContaining(objects().place("samples/pod.npz"));
    }

    @Test
    default void aModelsTurnIsDoneOnceItsOutcomeIsThere() throws IOException {
        ProfileStore profiles = store().profiles();
        NpyArray output = NpyArray.of(new float[] {1, 2}, 2, 1);
        profiles.freeze("p1", samples(1, 2));
        assertThat(profiles.output("p1", "class")).isEmpty();
        assertThat(profiles.completed("p1")).isEmpty();

        profiles.writeOutput("p1", "class", output, new Outcome(true, 1.5));

        assertThat(profiles.inputs("p1")).contains(samples(1, 2));
        assertThat(profiles.completed("p1")).containsExactly("class");
        assertThat(profiles.output("p1", "class")).contains(output);
        assertThat(profiles.outcome("p1", "class")).contains(new Outcome(true, 1.5));
        assertThat(objects().readText("profiles/p1/class.json").orElseThrow()).contains("\"complete\":true");
        objects().delete("profiles/p1/class.json");
        assertThat(profiles.output("p1", "class")).as("an interrupted turn").isEmpty();
    }

    @Test
    default void theNewestTrainingComesFirst() throws Exception {
        TrainingStore trainings = store().trainings();
        assertThat(trainings.newestFirst()).isEmpty();
        trainings.write("z-old", "{}");
        Thread.sleep(1100); // S3 tells whole seconds
        trainings.write("a-new", "{\"format\":1}");
        trainings.writePlan("a-new", "{}");
        trainings.partial("b").write("plan.json", Content.of("{}"));

        assertThat(trainings.newestFirst()).containsExactly("a-new", "z-old");
        assertThat(trainings.read("a-new")).contains("{\"format\":1}");
        assertThat(trainings.readPlan("a-new")).contains("{}");
        assertThat(trainings.read("none")).isEmpty();
    }

    @Test
    default void namesCannotLeaveTheStore() {
        assertThatThrownBy(() -> store().samples().read("../x")).hasMessageContaining("pod '../x'");
        assertThatThrownBy(() -> store().profiles().inputs("a/b")).hasMessageContaining("profile 'a/b'");
        assertThatThrownBy(() -> store().trainings().read("..")).hasMessageContaining("training '..'");
        assertThatThrownBy(() -> store().profiles().outcome("p", "inputs")).hasMessageContaining("another name");
    }

    private static Samples samples(long... times) {
        return new Samples(
                Map.of("image", NpyArray.of(new float[times.length * 2], times.length, 2)), NpyArray.of(times));
    }
}
