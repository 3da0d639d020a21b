package dev.mlink.triton.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class TensorTest {

    static Stream<Datatype> integral() {
        return Stream.of(Datatype.values()).filter(Datatype::integral);
    }

    @ParameterizedTest
    @MethodSource("integral")
    void wholeNumbersComeBack(Datatype datatype) {
        long[] values = new Random(1)
                .longs()
                .map(bits -> bits >> Math.floorMod(bits, 64))
                .filter(datatype::holds)
                .limit(500)
                .toArray();

        Tensor tensor = Tensor.ofLongs("x", datatype, Shape.of(5, 100), values);

        assertThat(tensor.longs()).isEqualTo(values);
        assertThat(tensor.data().size()).isEqualTo(500 * datatype.elementBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 2",
        "UINT8, 256",
        "UINT8, -1",
        "INT8, 128",
        "INT8, -129",
        "UINT16, 65536",
        "INT16, 32768",
        "UINT32, 4294967296",
        "INT32, 2147483648"
    })
    void refusesAWholeNumberOutOfRange(Datatype datatype, long value) {
        assertThatThrownBy(() -> Tensor.ofLongs("x", datatype, Shape.of(2), 0, value))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("element 1 of tensor 'x' is " + value + ", which " + datatype + " does not hold");
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, .5, 0",
        "BOOL, .51, 1",
        "BOOL, -3, 0",
        "UINT8, 300, 255",
        "UINT8, -4, 0",
        "UINT8, 2.5, 2",
        "UINT8, 3.5, 4",
        "INT8, -200, -128",
        "INT16, 1e9, 32767",
        "INT32, -1e10, -2147483648",
        "UINT32, 1e10, 4294967295",
        "INT64, 1e30, 9223372036854775807",
        "UINT64, 1e30, -1",
        "UINT64, -1, 0",
        "UINT64, 9223372036854775808, " + "-9223372036854775808"
    })
    void roundsAndSaturatesToWholeNumbers(Datatype datatype, double value, long expected) {
        assertThat(Tensor.ofDoubles("x", datatype, Shape.of(1), value).longs()).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("integral")
    void wholeNumbersHaveNoNaN(Datatype datatype) {
        assertThatThrownBy(() -> Tensor.ofFloats("x", datatype, Shape.of(1), Float.NaN))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessageContaining("NaN");
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP32", "FP64"})
    void realNumbersKeepTheirExtremes(Datatype datatype) {
        double[] values = {0.0, -0.0, 1, -2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

        Tensor tensor = Tensor.ofDoubles("x", datatype, Shape.of(7), values);

        assertThat(tensor.doubles()).isEqualTo(values);
        assertThat(tensor.floats())
                .containsExactly(0f, -0f, 1f, -2.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    }

    @Test
    void floatsComeBackBitByBitSubnormalsToo() {
        float[] values = new float[2000];
        Random random = new Random(2);
        for (int index = 0; index < values.length; index++) {
            values[index] = Float.intBitsToFloat(index % 3 == 0 ? random.nextInt(1 << 23) : random.nextInt());
        }
        assertThat(Tensor.ofFloats("x", Datatype.FP32, Shape.of(2000), values).floats())
                .isEqualTo(values);
        assertThat(Tensor.ofFloats("x", Datatype.FP64, Shape.of(2000), values).floats())
                .isEqualTo(values);
    }

    @Test
    void doublesAreRoundedOnceAndNotByWayOfFloats() {
        double aboveTheMiddle = 1 + 0x1p-11 + 0x1p-40; // as a float it is the middle, which would go down to even
        assertThat(Tensor.ofDoubles("x", Datatype.FP16, Shape.of(1), aboveTheMiddle)
                        .doubles())
                .containsExactly(1 + 0x1p-10);
    }

    @Test
    void isLittleEndian() {
        Tensor tensor = Tensor.ofLongs("x", Datatype.INT32, Shape.of(1), 0x01020304);
        assertThat(tensor.data().toByteArray()).containsExactly(4, 3, 2, 1);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1.8446744073709552E19", "-9223372036854775808, 9.223372036854775808E18", "7, 7"})
    void unsignedLongsAreNotNegativeAsDoubles(long bits, double expected) {
        assertThat(Tensor.ofLongs("x", Datatype.UINT64, Shape.of(1), bits).doubles())
                .containsExactly(expected);
    }

    @Test
    void textsComeBackEmptyAndInAnyScript() {
        String[] texts = {"", "Grüße", "数字", "🙂", "a\u0000b"};
        Tensor tensor = Tensor.ofStrings("x", Shape.of(5), texts);

        assertThat(tensor.strings()).containsExactly(texts);
        assertThat(ByteBuffer.wrap(tensor.data().toByteArray())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(4))
                .as("length of the second, in bytes")
                .isEqualTo(7);
    }

    @Test
    void bytesThatAreNoTextAreElementsAllTheSame() {
        ByteString notText = ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xfe});
        Tensor tensor = Tensor.ofElements("x", Shape.of(2), List.of(ByteString.EMPTY, notText));

        assertThat(tensor.elements()).containsExactly(ByteString.EMPTY, notText);
        assertThatThrownBy(tensor::strings).hasMessage("element 1 of tensor 'x' is not UTF-8: read it as bytes");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BYTES")
    void slicesAndConcatenationsAreTheSameNumbers(Datatype datatype) {
        long[] values = LongStream.range(0, 12).map(value -> value % 2).toArray();
        Tensor whole = Tensor.ofLongs("x", datatype, Shape.of(4, 3), values);

        Tensor parts = Tensor.concatenate(List.of(whole.slice(0, 1), whole.slice(1, 1), whole.slice(1, 4)));

        assertThat(whole.slice(1, 3).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(whole.slice(1, 3).doubles()).containsExactly(1, 0, 1, 0, 1, 0);
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void slicesOfTextsFollowTheirLengths() {
        Tensor whole = Tensor.ofStrings("x", Shape.of(3, 2), "a", "", "ccc", "dd", "e", "ffff");

        assertThat(whole.slice(1, 2).strings()).containsExactly("ccc", "dd");
        assertThat(Tensor.concatenate(List.of(whole.slice(0, 2), whole.slice(2, 3))))
                .isEqualTo(whole);
    }

    @Test
    void refusesToSliceWhatIsNotThere() {
        Tensor tensor = Tensor.ofLongs("x", Datatype.INT8, Shape.of(2), 1, 2);
        assertThatThrownBy(() -> tensor.slice(1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("slices 1 to 3 of tensor 'x' with shape [2]");
        Tensor scalar = Tensor.ofLongs("x", Datatype.INT8, Shape.of(), 1);
        assertThatThrownBy(() -> scalar.slice(0, 1)).hasMessageContaining("no first axis");
    }

    @Test
    void refusesToJoinWhatDiffers() {
        Tensor two = Tensor.ofLongs("x", Datatype.INT8, Shape.of(1, 2), 1, 2);
        assertThatThrownBy(() -> Tensor.concatenate(List.of(two, two.shaped(Shape.of(2, 1)))))
                .hasMessage("tensor 'x' is INT8 [2,1] and cannot be joined to INT8 [1,2]");
        assertThatThrownBy(() ->
                        Tensor.concatenate(List.of(two, Tensor.ofLongs("y", Datatype.UINT8, Shape.of(1, 2), 1, 2))))
                .hasMessage("tensor 'y' is UINT8 [1,2] and cannot be joined to INT8 [1,2]");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BYTES")
    void refusesBytesThatDoNotFitTheShape(Datatype datatype) {
        int size = 3 * datatype.elementBytes();
        assertThatThrownBy(() -> new Tensor("x", datatype, Shape.of(3), ByteString.copyFrom(new byte[size + 1])))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("input byte size mismatch for input 'x'. Expected " + size + ", got " + (size + 1));
    }

    @Test
    void refusesShapesThatNoMessageCanHold() {
        assertThatThrownBy(() -> new Tensor("x", Datatype.FP64, Shape.of(1L << 61), ByteString.EMPTY))
                .hasMessageContaining("more than can be counted for shape [2305843009213693952], got 0");
        assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 32))
                .hasMessageContaining("more elements than can be counted");
        assertThatThrownBy(() -> Shape.of(2, -1)).hasMessageContaining("[2,-1] has a negative dimension");
        assertThat(Shape.of(1L << 62, 0, 1L << 62).elements()).isZero();
    }

    @Test
    void numbersAndTextsAreNotMistakenForEachOther() {
        Tensor text = Tensor.ofStrings("x", Shape.of(1), "a");
        assertThatThrownBy(text::floats).hasMessage("tensor 'x' is BYTES: read its elements");
        Tensor number = Tensor.ofFloats("x", Datatype.FP32, Shape.of(1), 1);
        assertThatThrownBy(number::strings).hasMessage("tensor 'x' is FP32: read it as numbers");
        assertThatThrownBy(number::longs).hasMessage("FP32 is no whole number");
    }

    @Test
    void everyDatatypeHasItsNamesOnTheWireAndInAConfiguration() {
        for (Datatype datatype : Datatype.values()) {
            assertThat(Datatype.named(datatype.name())).contains(datatype);
            assertThat(Datatype.of(datatype.configured())).contains(datatype);
        }
        assertThat(Datatype.named("fp32")).isEmpty();
        assertThat(Datatype.named("STRING")).isEmpty();
    }
}
