package dev.mlink.runtime.routing;

import dev.mlink.triton.tensor.AnsweredOutput;
import dev.mlink.triton.tensor.Datatype;
import dev.mlink.triton.tensor.InferenceResponse;
import dev.mlink.triton.tensor.RequestedOutput;
import dev.mlink.triton.tensor.Shape;
import dev.mlink.triton.tensor.Tensor;
import dev.mlink.triton.wire.InferParameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Triton's extension by which an output is answered as its largest elements: BYTES {@code <value>:<index>}, the largest
 * first. Triton also tells labels, which it gives out in no other way, so that a predicted answer has none.
 *
 * @param most how many elements of each sample
 */
record Classification(long most) {
    private static final String PARAMETER = "classification";

    /** What an output is asked for; empty where its tensor is. */
    static Optional<Classification> of(RequestedOutput output) {
        return Optional.ofNullable(output.parameters().get(PARAMETER))
                .map(InferParameter::getInt64Param)
                .filter(most -> most > 0)
                .map(Classification::new);
    }

    /**
     * @param outputs those that are to be classified, by name
     * @param batches whether tensors have a batch axis
     * @throws Refusal INVALID_ARGUMENT, as Triton does, for an output that has no numbers
     */
    static InferenceResponse applied(InferenceResponse answer, Map<String, Classification> outputs, boolean batches) {
        return new InferenceResponse(
                answer.model(),
                answer.version(),
                answer.id(),
                answer.parameters(),
                answer.outputs().stream()
                        .map(output -> Optional.ofNullable(
                                        outputs.get(output.tensor().name()))
                                .map(classes ->
                                        new AnsweredOutput(classes.of(output.tensor(), batches), output.parameters()))
                                .orElse(output))
                        .toList());
    }

    /** The largest elements of each sample, in a tensor of the same name. */
    Tensor of(Tensor tensor, boolean batches) {
        if (tensor.datatype() == Datatype.BYTES) {
            throw Refusal.invalid("class result not available for output due to unsupported type 'BYTES'");
        }
        double[] values = tensor.doubles();
        int samples = batches ? (int) tensor.shape().first() : 1;
        int elements = samples == 0 ? 0 : values.length / samples;
        int given = (int) Math.min(most, elements);
        List<String> classes = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            int first = sample * elements;
            IntStream.range(0, elements)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer element) -> values[first + element])
                            .reversed())
                    .limit(given)
                    .forEach(element -> classes.add(text(tensor.datatype(), values[first + element], element)));
        }
        Shape shape = batches ? Shape.of(samples, given) : Shape.of(given);
        return Tensor.ofStrings(tensor.name(), shape, classes.toArray(String[]::new));
    }

    private static String text(Datatype datatype, double value, int index) {
        return (datatype.integral() ? Long.toString((long) value) : String.format(Locale.ROOT, "%f", value)) + ":"
                + index;
    }
}
