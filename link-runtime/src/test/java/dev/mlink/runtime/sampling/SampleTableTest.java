package dev.mlink.runtime.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlink.runtime.store.NpyArray;
import dev.mlink.runtime.store.Samples;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SampleTableTest {
    private final SampleTable table = new SampleTable();
    private final NumpyTensor numpy = new NumpyTensor();

    @Test
    void stackedSamplesComeBack() {
        List<Sample> samples = List.of(ReservoirTest.sample(1, 5), ReservoirTest.sample(2, 6));
        Samples stacked = table.stack(samples);
        assertThat(stacked.inputs().get("image").shape()).containsExactly(2, 1);
        assertThat(table.unstack(stacked)).isEqualTo(samples);
    }

    @Test
    void samplesRememberTheirStream() {
        Sample named = new Sample(3, ReservoirTest.sample(3, 7).inputs(), "door");
        List<Sample> samples = List.of(ReservoirTest.sample(1, 5), named.informative());
        assertThat(table.unstack(table.stack(samples))).isEqualTo(samples);
        assertThat(table.stack(samples).streams().texts()).containsExactly("", "door");
    }

    @Test
    void textsOfAnyLengthComeBack() {
        List<Sample> samples = List.of(text(1, "a", "bcd"), text(2, "efghij", ""));
        assertThat(table.unstack(table.stack(samples))).isEqualTo(samples);
        Tensor back = numpy.toTensor(
                "t", Datatype.BYTES, table.row(table.stack(samples).inputs().get("text"), 1));
        assertThat(back.strings()).containsExactly("efghij", "");
    }

    @Test
    void numbersKeepTheirBytes() {
        for (Datatype datatype : Datatype.values()) {
            if (datatype != Datatype.BYTES) {
                Tensor tensor = Tensor.ofFloats("t", datatype, Shape.of(2, 1), 1, 0);
                assertThat(numpy.toTensor("t", datatype, numpy.toArray(tensor))).isEqualTo(tensor);
            }
        }
    }

    @Test
    void whatNumpyWouldCutOffIsNotKept() {
        Tensor tensor = Tensor.ofStrings("t", Shape.of(1), "a\0");
        assertThatThrownBy(() -> numpy.toArray(tensor)).hasMessageContaining("ends in a zero byte");
    }

    @Test
    void podsAreMergedInTimeOrderAndOnce() {
        Samples one = table.stack(List.of(ReservoirTest.sample(1, 10), ReservoirTest.sample(5, 50)));
        Samples other = table.stack(List.of(ReservoirTest.sample(2, 20), ReservoirTest.sample(6, 50)));
        MergedSamples merged = new MergedSamples();

        assertThat(merged.merge(List.of(one, other))).extracting(Sample::time).containsExactly(1L, 2L, 5L);
        assertThat(merged.merge(List.of())).isEmpty();
    }

    @Test
    void whatOnePodChoseAtRandomIsAnAuditSample() {
        Samples one = table.stack(List.of(ReservoirTest.sample(1, 10).informative()));
        Samples other = table.stack(List.of(ReservoirTest.sample(2, 10)));

        assertThat(new MergedSamples().merge(List.of(one, other))).containsExactly(ReservoirTest.sample(2, 10));
        assertThat(new MergedSamples().merge(List.of(one)))
                .containsExactly(ReservoirTest.sample(1, 10).informative());
    }

    @Test
    void samplesFromBeforeTheInputsChangedAreLeftOut() {
        Samples before = table.stack(List.of(ReservoirTest.sample(1, 10)));
        Samples after =
                table.stack(List.of(new Sample(2, new TreeMap<>(Map.of("image", NpyArray.of(new float[2], 2))))));
        assertThat(new MergedSamples().merge(List.of(before, after)))
                .extracting(Sample::time)
                .containsExactly(2L);
    }

    private Sample text(long time, String... elements) {
        return new Sample(
                time,
                new TreeMap<>(
                        Map.of("text", numpy.toArray(Tensor.ofStrings("t", Shape.of(elements.length), elements)))));
    }
}
