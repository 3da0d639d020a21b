package dev.mlink.runtime.prediction;

import dev.mlink.runtime.store.Description.Activation;
import java.util.List;

/** One link: source's output to target's output. */
public final class LinkPredictor implements Predictor {
    private final String source;
    private final LinkFunction link;
    private final Activation activation;

    LinkPredictor(String source, LinkFunction link, Activation activation) {
        this.source = source;
        this.link = link;
        this.activation = activation;
    }

    @Override
    public List<String> sources() {
        return List.of(source);
    }

    @Override
    public Form input(int position) {
        return link.input();
    }

    @Override
    public Form output() {
        return link.output();
    }

    @Override
    public int inputSize(int position) {
        return link.inputSize();
    }

    @Override
    public int outputSize() {
        return link.outputSize();
    }

    @Override
    public void predict(List<float[]> outputs, int samples, float[] answers) {
        for (int sample = 0; sample < samples; sample++) {
            link.score(outputs.get(0), sample * link.inputSize(), answers, sample * link.outputSize());
        }
        lastLayer().apply(answers, samples);
    }

    OutputLayer lastLayer() {
        return new OutputLayer(activation, link.outputSize());
    }

    @Override
    public boolean states() {
        return link instanceof TextLink;
    }

    @Override
    public void state(List<float[]> outputs, int samples, float[] statements) {
        if (!(link instanceof TextLink text)) {
            throw new UnsupportedOperationException("a link to a vector says nothing of its answers");
        }
        for (int sample = 0; sample < samples; sample++) {
            statements[sample] = text.logLikelihood(outputs.get(0), sample * link.inputSize());
        }
    }
}
