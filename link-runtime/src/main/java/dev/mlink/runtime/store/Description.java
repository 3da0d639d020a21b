package dev.mlink.runtime.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an artefact predicts, from what, and how its last layer is read.
 *
 * @param kind which arrays there are
 * @param target the predicted model
 * @param source the model a link leads from; empty for the other kinds
 * @param task the target's task, in the words of the ModelGroup, such as {@code SingleLabel}
 * @param activation what turns the last layer into the answer
 * @param links of an ensemble: source model to the link's digest, whose order (by name) is that of {@code weight}
 * @param training how it was trained, for people
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Description(
        Kind kind,
        String target,
        Optional<String> source,
        String task,
        Activation activation,
        SortedMap<String, String> links,
        Map<String, Object> training) {

    /** Which arrays an artefact has; docs/architecture.md gives their shapes. */
    public enum Kind {
        @JsonProperty("Prior")
        PRIOR("Prior"),
        @JsonProperty("Vec2Vec")
        VEC2VEC("Vec2Vec"),
        @JsonProperty("Ensemble")
        ENSEMBLE("Ensemble");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** What is applied to the last layer. {@code LOG_SOFTMAX} answers for a target that speaks in logits. */
    public enum Activation {
        @JsonProperty("softmax")
        SOFTMAX,
        @JsonProperty("log_softmax")
        LOG_SOFTMAX,
        @JsonProperty("sigmoid")
        SIGMOID,
        @JsonProperty("linear")
        LINEAR
    }

    public Description {
        require(kind != null, "kind", "Prior, Vec2Vec or Ensemble");
        require(target != null && !target.isEmpty(), "target", "the predicted model's name");
        require(task != null, "task", "the target's task, such as SingleLabel");
        require(activation != null, "activation", "softmax, log_softmax, sigmoid or linear");
        source = source == null ? Optional.empty() : source;
        links = links == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(links));
        training = training == null ? Map.of() : Map.copyOf(training);
        require(source.isPresent() == (kind == Kind.VEC2VEC), "source", "the model a link leads from, for links only");
        require(links.isEmpty() == (kind != Kind.ENSEMBLE), "links", "source to digest, for ensembles only");
    }

    private static void require(boolean holds, String field, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "an artefact's " + field + " is missing or misplaced; write " + expected);
        }
    }
}
