package dev.mlink.triton.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NarrowFloatTest {

    static Stream<NarrowFloat> formats() {
        return Stream.of(NarrowFloat.FP16, NarrowFloat.BF16);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyPatternThatIsANumberComesBackAsItself(NarrowFloat format) {
        for (int pattern = 0; pattern < 1 << 16; pattern++) {
            float value = format.widen((short) pattern);
            if (!Float.isNaN(value)) {
                assertThat(format.round(value))
                        .as("pattern %04x = %s", pattern, value)
                        .isEqualTo((short) pattern);
            }
        }
    }

    @Test
    void bf16IsTheHighHalfOfAFloat() {
        for (int pattern = 0; pattern < 1 << 16; pattern++) {
            assertThat(Float.valueOf(NarrowFloat.BF16.widen((short) pattern)))
                    .isEqualTo(Float.valueOf(Float.intBitsToFloat(pattern << 16)));
        }
    }

    /** The definition of rounding, by looking at the two representable neighbours of a value. */
    @ParameterizedTest
    @MethodSource("formats")
    void roundsToTheNearerNeighbourAndFromTheMiddleToTheEvenOne(NarrowFloat format) {
        int largest = IntStream.range(0, 1 << 15)
                .filter(pattern -> Float.isInfinite(format.widen((short) pattern)))
                .findFirst()
                .orElseThrow();
        Random random = new Random(3);
        for (int draw = 0; draw < 20_000; draw++) {
            int below = random.nextInt(largest - 1);
            double low = format.widen((short) below);
            double high = format.widen((short) (below + 1));
            double part = draw % 4 == 0 ? 0.5 : random.nextDouble();
            double value = low + part * (high - low);
            int nearer =
                    value - low == high - value ? below + below % 2 : value - low < high - value ? below : below + 1;

            assertThat(format.round(value))
                    .as("%s between %s and %s", value, low, high)
                    .isEqualTo((short) nearer);
            assertThat(format.round(-value)).isEqualTo((short) (nearer | 0x8000));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65504, 7bff",
        "65519.99, 7bff",
        "65520, 7c00",
        "1e300, 7c00",
        "Infinity, 7c00",
        "-Infinity, fc00",
        "0, 0000",
        "-0.0, 8000",
        "5.9604644775390625e-8, 0001",
        "2.98023223876953125e-8, 0000",
        "2.99e-8, 0001",
        "1e-300, 0000",
        "6.103515625e-5, 0400",
        "1, 3c00",
        "NaN, 7e00"
    })
    void atTheEdgesOfFp16(double value, String pattern) {
        assertThat(NarrowFloat.FP16.round(value)).isEqualTo((short) Integer.parseInt(pattern, 16));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void noNumberStaysNoNumber(NarrowFloat format) {
        assertThat(format.widen(format.round(Double.NaN))).isNaN();
        assertThat(format.widen((short) 0x7fff)).isNaN();
        assertThat(format.widen((short) 0xffff)).isNaN();
    }
}
