package dev.mlink.benchmark;

import java.util.function.Supplier;

/** The networks whose answers are timed, and what one may take. */
public enum Network {
    VEC2VEC("vec2vec 12-24-64", 1, VectorNetwork::opponents),
    JOINT("joint network of digits 48-128-41", 5, DigitsNetwork::opponents),
    SEQ2VEC("seq2vec T=16 V=200 out=64", 150, TextNetwork::opponents);

    private final String title;
    private final double microseconds;
    private final Supplier<Opponents> opponents;

    Network(String title, double microseconds, Supplier<Opponents> opponents) {
        this.title = title;
        this.microseconds = microseconds;
        this.opponents = opponents;
    }

    /** For people: the kind and the sizes of its layers. */
    String title() {
        return title;
    }

    /** The most that the median answer may take. */
    double microseconds() {
        return microseconds;
    }

    /** The same network twice, with the same weights. */
    Opponents opponents() {
        return opponents.get();
    }
}
