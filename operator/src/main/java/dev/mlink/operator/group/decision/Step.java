package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.spec.GroupMemory;
import dev.mlink.operator.link.LinkPairs.Pair;
import dev.mlink.operator.planning.placement.Seat;
import dev.mlink.operator.planning.switching.Placement;
import dev.mlink.operator.status.EventReason;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One thing to do; each is idempotent, so that a pass that died in the middle is done again. */
public sealed interface Step {

    /** One call to a Triton, or the wait for what a call has begun. */
    sealed interface OnTriton extends Step {

        /** The Triton's name. */
        String endpoint();
    }

    /** Writes the group's Kubernetes children of these names. */
    record ApplyChildren(Set<String> names) implements Step {}

    record CreateLinks(List<Pair> pairs) implements Step {}

    record DeleteLinks(List<String> names) implements Step {}

    /** Writes to status before anything is done that depends on it; ends the pass. */
    record Remember(GroupMemory memory) implements Step {}

    /** Publishes the next epoch, in which these models are exact, by endpoint. */
    record Publish(Map<String, Set<String>> exact, String why) implements Step {}

    /** Asks ahead for the figures of a table that is likely to come next, and has pods prepare it; nobody waits for that. */
    record Foretell(Map<String, Set<String>> exact) implements Step {}

    /** Sends the table in force to a pod that has not acknowledged it. */
    record Push(String pod) implements Step {}

    /** Waits, for a moment, until no request is under way any more on one of these models. */
    record AwaitDrain(Set<Placement> busy) implements Step {

        public AwaitDrain {
            busy = Set.copyOf(busy);
        }
    }

    /**
     * Waits, for a moment, until every pod routes by the table in force and has no request under way on any of these; what
     * follows is left to the next look otherwise.
     */
    record AwaitQuiet(Set<Placement> places) implements Step {

        public AwaitQuiet {
            places = Set.copyOf(places);
        }
    }

    /** Looks at models that were just loaded, and goes on only if they are there. */
    record LookAt(Set<Placement> places) implements Step {

        public LookAt {
            places = Set.copyOf(places);
        }
    }

    /** Goes on only if nothing that was decided by has changed since the look. */
    record HoldStill() implements Step {}

    record Load(String endpoint, String model) implements OnTriton {}

    /** Loads a model in a place, with its configuration as it is known and only its instances changed. */
    record LoadAt(String endpoint, String model, Seat seat) implements OnTriton {}

    /** Changes a model that is loaded in place. */
    record Shift(String endpoint, String model, Seat seat) implements OnTriton {}

    record Unload(String endpoint, String model) implements OnTriton {}

    /** Unloads an ensemble of which a part stays. */
    record UnloadAlone(String endpoint, String model) implements OnTriton {}

    /** A Triton that only a restart can free, for want of which it serves no other set; {@code why} is a sentence. */
    record Restart(String endpoint, String why) implements Step {}

    /** Has a loaded model answer requests of our own for a moment, for what it then takes and how long it takes. */
    record Exercise(String endpoint, String model) implements OnTriton {}

    /** Waits, for a moment, until Triton has given back these models that it was asked to unload. */
    record AwaitRelease(String endpoint, Set<String> models) implements OnTriton {

        public AwaitRelease {
            models = Set.copyOf(models);
        }
    }

    /** Runs these loaded models on the frozen samples of a profile; freezes them first. */
    record RunProfile(String id, Set<String> models) implements Step {}

    /** Takes away the annotation that asked for the profile which has begun. */
    record HonourReschedule() implements Step {}

    /** Creates the training Job of a profile. */
    record StartTraining(String id, Set<String> profiled) implements Step {}

    /** Writes the status of the ModelLinks, with the figures of a training; empty before the first. */
    record ReportLinks(String training) implements Step {}

    /** Tells ModelLinks, by name, how far the training is that is under way; an empty text says nothing any more. */
    record TellLinks(Map<String, String> news) implements Step {

        public TellLinks {
            news = Map.copyOf(news);
        }
    }

    /** Tests the predictors of a training on the audit samples of a later profile. */
    record TestDrift(String training, String profile) implements Step {}

    /** Chooses the activation set with the predictors of a training. */
    record Select(String training, String fingerprint) implements Step {}

    /** Chooses as {@link Select} would, and only says so. */
    record Propose(String training, String fingerprint) implements Step {}

    /** Tells the user. */
    record Tell(EventReason reason, String text) implements Step {}
}
