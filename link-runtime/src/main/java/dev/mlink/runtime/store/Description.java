package dev.mlink.runtime.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an artefact predicts, from what, and how its last layer is read.
 *
 * @param kind which arrays there are
 * @param target the predicted model; the group for a ridge map or a joint network, which answer for all
 * @param source the model a link leads from; empty for the other kinds
 * @param task the target's task, in the words of the ModelGroup, such as {@code SingleLabel}
 * @param activation what turns the last layer into the answer
 * @param links of an ensemble: source model to the link's digest, whose order (by name) is that of {@code weight}
 * @param members of a ridge map or joint network: the models it reads and answers for, in the order of its columns
 * @param reads the words of a source that is a text; empty for other sources
 * @param writes the words of a target that is a text; empty for other targets
 * @param last of last exact values: whose, and for how long they are of use; empty for other kinds
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
        List<Member> members,
        Optional<Vocabulary> reads,
        Optional<Vocabulary> writes,
        Optional<LastMoments> last,
        Map<String, Object> training) {

    private static final String GROUP_TASK = "Group";

    /** Which arrays an artefact has; docs/architecture.md gives their shapes. */
    public enum Kind {
        @JsonProperty("Prior")
        PRIOR("Prior"),
        @JsonProperty("Vec2Vec")
        VEC2VEC("Vec2Vec"),
        @JsonProperty("Seq2Vec")
        SEQ2VEC("Seq2Vec"),
        @JsonProperty("Vec2Seq")
        VEC2SEQ("Vec2Seq"),
        @JsonProperty("Seq2Seq")
        SEQ2SEQ("Seq2Seq"),
        @JsonProperty("Ridge")
        RIDGE("Ridge"),
        @JsonProperty("Ensemble")
        ENSEMBLE("Ensemble"),
        @JsonProperty("Joint")
        JOINT("Joint"),
        @JsonProperty("Last")
        LAST("Last");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /** Whether it leads from one source to one target. */
        public boolean isLink() {
            return this == VEC2VEC || readsWords() || writesWords();
        }

        /** Whether it reads and answers for all models of a group. */
        public boolean isOfGroup() {
            return this == RIDGE || this == JOINT;
        }

        /** Whether its source is a text. */
        public boolean readsWords() {
            return this == SEQ2VEC || this == SEQ2SEQ;
        }

        /** Whether its target is a text. */
        public boolean writesWords() {
            return this == VEC2SEQ || this == SEQ2SEQ;
        }
    }

    /**
     * One model of a ridge map or joint network.
     *
     * @param model its name
     * @param size elements of its output
     * @param task its task, in the words of the ModelGroup
     * @param activation what turns its columns of the last layer into its answer
     */
    public record Member(String model, int size, String task, Activation activation) {}

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
        require(kind != null, "kind", "Prior, Vec2Vec, Seq2Vec, Vec2Seq, Seq2Seq, Ridge, Ensemble, Joint or Last");
        require(target != null && !target.isEmpty(), "target", "the predicted model's name");
        require(task != null, "task", "the target's task, such as SingleLabel");
        require(activation != null, "activation", "softmax, log_softmax, sigmoid or linear");
        source = source == null ? Optional.empty() : source;
        links = links == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(links));
        members = members == null ? List.of() : List.copyOf(members);
        reads = reads == null ? Optional.empty() : reads;
        writes = writes == null ? Optional.empty() : writes;
        last = last == null ? Optional.empty() : last;
        training = training == null ? Map.of() : Map.copyOf(training);
        require(source.isPresent() == kind.isLink(), "source", "the model a link leads from, for links only");
        require(links.isEmpty() == (kind != Kind.ENSEMBLE), "links", "source to digest, for ensembles only");
        require(
                members.isEmpty() != kind.isOfGroup(),
                "members",
                "its models, for what answers for a whole group only");
        require(reads.isPresent() == kind.readsWords(), "reads", "the source's words, for links from texts only");
        require(
                kind == Kind.PRIOR || kind == Kind.LAST || writes.isPresent() == kind.writesWords(),
                "writes",
                "the target's words, for what answers with texts only");
        require(last.isPresent() == (kind == Kind.LAST), "last", "streams and longestAge, for last exact values only");
    }

    /** Anything but last exact values. */
    public Description(
            Kind kind,
            String target,
            Optional<String> source,
            String task,
            Activation activation,
            SortedMap<String, String> links,
            List<Member> members,
            Optional<Vocabulary> reads,
            Optional<Vocabulary> writes,
            Map<String, Object> training) {
        this(kind, target, source, task, activation, links, members, reads, writes, Optional.empty(), training);
    }

    /** The last exact outputs of a target, in its own units. */
    public static Description ofLast(
            String target,
            String task,
            Optional<Vocabulary> writes,
            LastMoments moments,
            Map<String, Object> training) {
        return new Description(
                Kind.LAST,
                target,
                null,
                task,
                Activation.LINEAR,
                null,
                null,
                null,
                writes,
                Optional.of(moments),
                training);
    }

    /** What reads and answers for the models of a group, each of which has its own task and activation. */
    public static Description ofGroup(Kind kind, String group, List<Member> members, Map<String, Object> training) {
        return new Description(kind, group, null, GROUP_TASK, Activation.LINEAR, null, members, null, null, training);
    }

    /** What answers for one model, and neither reads nor writes texts. */
    public Description(
            Kind kind,
            String target,
            Optional<String> source,
            String task,
            Activation activation,
            SortedMap<String, String> links,
            Map<String, Object> training) {
        this(kind, target, source, task, activation, links, List.of(), Optional.empty(), Optional.empty(), training);
    }

    /** The same, trained otherwise. */
    public Description trained(Map<String, Object> how) {
        return new Description(kind, target, source, task, activation, links, members, reads, writes, last, how);
    }

    private static void require(boolean holds, String field, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "an artefact's " + field + " is missing or misplaced; write " + expected);
        }
    }
}
