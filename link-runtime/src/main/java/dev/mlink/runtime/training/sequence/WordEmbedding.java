package dev.mlink.runtime.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.mlink.runtime.store.NpyArray;

/** A learned vector for each word number: [n, words] to [n, words, size]. */
final class WordEmbedding extends AbstractBlock {
    private final int vocabulary;
    private final int size;
    private final Parameter weight;

    WordEmbedding(int vocabulary, int size) {
        this.vocabulary = vocabulary;
        this.size = size;
        this.weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(vocabulary, size))
                .build());
    }

    /** [vocabulary, size] */
    NpyArray array() {
        return NpyArray.of(weight.getArray().toFloatArray(), vocabulary, size);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray words = inputs.singletonOrThrow();
        return Embedding.embedding(words, store.getValue(weight, words.getDevice(), training), SparseFormat.DENSE);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), inputs[0].get(1), size)};
    }
}
