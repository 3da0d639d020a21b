package dev.mlink.triton.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A model of Triton's Python backend, small enough to load in about a second.
 *
 * @param name its directory in the repository
 * @param config the text of its {@code config.pbtxt}
 * @param code the text of its {@code model.py}
 */
public record TestModel(String name, String config, String code) {
    private static final List<String> DATATYPES = List.of(
            "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64",
            "STRING", "BF16");

    /**
     * Answers every input with itself: {@code IN_<type>} [-1] comes back as {@code OUT_<type>}, for each type of the
     * configuration language ({@code STRING} is the wire's BYTES). Every input is optional.
     */
    public static TestModel echo(String name) {
        String inputs = DATATYPES.stream()
                .map(type -> "{name: \"IN_%1$s\" data_type: TYPE_%1$s dims: [-1] optional: true}".formatted(type))
                .collect(Collectors.joining(",\n  "));
        String outputs = DATATYPES.stream()
                .map(type -> "{name: \"OUT_%1$s\" data_type: TYPE_%1$s dims: [-1]}".formatted(type))
                .collect(Collectors.joining(",\n  "));
        // numpy knows no BF16, so that tensor goes through without being looked at
        return new TestModel(
                name,
                "backend: \"python\"\ninput [\n  %s\n]\noutput [\n  %s\n]\n".formatted(inputs, outputs),
                """
                import triton_python_backend_utils as pb_utils


                def echo(tensor):
                    name = tensor.name().replace("IN_", "OUT_")
                    if name == "OUT_BF16":
                        return pb_utils.Tensor.from_dlpack(name, tensor.to_dlpack())
                    return pb_utils.Tensor(name, tensor.as_numpy())


                class TritonPythonModel:
                    def execute(self, requests):
                        return [pb_utils.InferenceResponse([echo(t) for t in r.inputs()]) for r in requests]
                """);
    }

    /** {@code Y = slope * X + offset} on FP32 {@code X}, {@code Y} of shape [batch, width], batches up to 8. */
    public static TestModel affine(String name, int width, double slope, double offset) {
        return new TestModel(
                name,
                batched(width),
                """
                import numpy as np
                import triton_python_backend_utils as pb_utils


                class TritonPythonModel:
                    def execute(self, requests):
                        return [self.answer(pb_utils.get_input_tensor_by_name(r, "X").as_numpy()) for r in requests]

                    def answer(self, x):
                        y = (%s * x + %s).astype(np.float32)
                        return pb_utils.InferenceResponse([pb_utils.Tensor("Y", y)])
                """
                        .formatted(slope, offset));
    }

    /** Models with {@code X} and {@code Y} of this width, one after another. */
    public static TestModel ensemble(String name, int width, String... parts) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            String from = i == 0 ? "X" : "M" + i;
            String to = i == parts.length - 1 ? "Y" : "M" + (i + 1);
            steps.append(
                    "{model_name: \"%s\" model_version: -1 input_map {key: \"X\" value: \"%s\"} output_map {key: \"Y\" value: \"%s\"}}\n"
                            .formatted(parts[i], from, to));
        }
        String config = batched(width).replace("backend: \"python\"", "platform: \"ensemble\"")
                + "ensemble_scheduling {step [\n" + steps.toString().strip().replace("\n", ",\n") + "\n]}\n";
        return new TestModel(name, config, "");
    }

    /** Its load fails with that text in the reason. */
    public static TestModel failingToLoad(String name, String text) {
        return new TestModel(
                name,
                batched(1),
                """
                class TritonPythonModel:
                    def initialize(self, args):
                        raise RuntimeError("%s")

                    def execute(self, requests):
                        return []
                """
                        .formatted(text));
    }

    /** Loads, and answers every request with an error of that text. */
    public static TestModel raising(String name, String text) {
        return new TestModel(
                name,
                batched(1),
                """
                import triton_python_backend_utils as pb_utils


                class TritonPythonModel:
                    def execute(self, requests):
                        return [pb_utils.InferenceResponse([], pb_utils.TritonError("%s")) for _ in requests]
                """
                        .formatted(text));
    }

    /** An {@link #affine} of slope 1 and offset 0 that takes that long to load and that long for every request. */
    public static TestModel slow(String name, Duration load, Duration request) {
        return new TestModel(
                name,
                batched(1),
                """
                import time
                import triton_python_backend_utils as pb_utils


                class TritonPythonModel:
                    def initialize(self, args):
                        time.sleep(%s)

                    def execute(self, requests):
                        time.sleep(%s * len(requests))
                        return [self.answer(pb_utils.get_input_tensor_by_name(r, "X").as_numpy()) for r in requests]

                    def answer(self, x):
                        return pb_utils.InferenceResponse([pb_utils.Tensor("Y", x)])
                """
                        .formatted(seconds(load), seconds(request)));
    }

    /** The same with more lines in its {@code config.pbtxt}. */
    public TestModel configured(String more) {
        return new TestModel(name, config + more + "\n", code);
    }

    /** Writes the model below a repository, as version 1. */
    public void writeTo(Path repository) {
        try {
            Path version = Files.createDirectories(repository.resolve(name).resolve("1"));
            Files.writeString(version.resolveSibling("config.pbtxt"), config);
            Files.writeString(version.resolve("model.py"), code);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String batched(int width) {
        return """
                backend: "python"
                max_batch_size: 8
                input [{name: "X" data_type: TYPE_FP32 dims: [%1$d]}]
                output [{name: "Y" data_type: TYPE_FP32 dims: [%1$d]}]
                """
                .formatted(width);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
