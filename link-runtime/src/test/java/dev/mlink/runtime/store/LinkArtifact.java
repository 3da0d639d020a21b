package dev.mlink.runtime.store;

import dev.mlink.runtime.store.Description.Activation;
import dev.mlink.runtime.store.Description.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A link whose arrays are all zero. */
final class LinkArtifact {

    private LinkArtifact() {}

    static Artifact of(int in, int hidden, int out) {
        return new Artifact(
                description(),
                Map.of(
                        "input_mean", NpyArray.of(new float[in], in),
                        "input_scale", NpyArray.of(new float[in], in),
                        "hidden_weight", NpyArray.of(new float[in * hidden], in, hidden),
                        "hidden_bias", NpyArray.of(new float[hidden], hidden),
                        "output_weight", NpyArray.of(new float[hidden * out], hidden, out),
                        "output_bias", NpyArray.of(new float[out], out),
                        "target_mean", NpyArray.of(new float[out], out),
                        "target_scale", NpyArray.of(new float[out], out)));
    }

    /** An ensemble of this link, twice. */
    static Artifact ensemble(Digest link) {
        Description description = new Description(
                Kind.ENSEMBLE,
                "t",
                Optional.empty(),
                "SingleLabel",
                Activation.SOFTMAX,
                new TreeMap<>(Map.of("b", link.text(), "a", link.text())),
                Map.of());
        return new Artifact(description, Map.of("weight", NpyArray.of(new float[] {1, 2}, 2)));
    }

    static Description description() {
        return new Description(
                Kind.VEC2VEC,
                "parity",
                Optional.of("class"),
                "SingleLabel",
                Activation.SOFTMAX,
                new TreeMap<>(),
                Map.of("epochs", 100, "learningRate", 0.01));
    }
}
