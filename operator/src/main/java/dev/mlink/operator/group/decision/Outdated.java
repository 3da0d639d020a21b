package dev.mlink.operator.group.decision;

import dev.mlink.operator.group.observation.Observation;
import dev.mlink.operator.group.spec.GroupMemory.Profile;
import dev.mlink.operator.group.spec.GroupMemory.Selected;
import dev.mlink.operator.routing.KnownModels;
import dev.mlink.operator.routing.OutputSignature;
import dev.mlink.operator.status.ConditionType;
import dev.mlink.operator.status.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Models that answer otherwise than when they were profiled: another version, another configuration, or an output of
 * another datatype or shape.
 * What was learned from them and for them does not hold any more; what was learned of the others does.
 *
 * @param training that learned; empty before the first
 */
public record Outdated(Observation seen, Optional<String> training) {

    /** Since that was learned which serves. */
    public Outdated(Observation seen) {
        this(seen, new Learned(seen.memory()).training());
    }

    /** What each model's output is now, as far as Triton has said. */
    public Map<String, String> outputs() {
        KnownModels known = seen.knownModels();
        Map<String, String> outputs = new TreeMap<>();
        seen.spec().models().forEach(model -> known.find(model.name())
                .ifPresent(entry -> outputs.put(
                        model.name(), entry.output(model.output().getTensor()).text())));
        return outputs;
    }

    /** By model, a sentence on what has changed since. */
    public Map<String, String> models() {
        Map<String, String> learned = learned();
        Map<String, String> outdated = new TreeMap<>();
        outputs().forEach((model, output) -> Optional.ofNullable(learned.get(model))
                .filter(before -> differs(output, before))
                .ifPresent(before -> outdated.put(model, sentence(model, before, output))));
        return outdated;
    }

    /** Whether some model has changed since the newest profile: then that is no use any more. */
    boolean sinceProfile() {
        Map<String, String> now = outputs();
        return seen.memory().profile().map(Profile::outputs).orElse(Map.of()).entrySet().stream()
                .anyMatch(profiled ->
                        now.containsKey(profiled.getKey()) && differs(now.get(profiled.getKey()), profiled.getValue()));
    }

    List<Finding> findings() {
        return models().entrySet().stream()
                .map(model -> new Finding(ConditionType.LINKED, Reason.Outdated, model.getKey(), model.getValue()))
                .toList();
    }

    /** The outputs that the training was given. */
    public Map<String, String> learned() {
        return seen.memory()
                .profile()
                .filter(profile -> training.equals(Optional.of(profile.id())))
                .map(Profile::outputs)
                .or(() -> seen.memory().selection().map(Selected::outputs))
                .filter(outputs -> training.isPresent())
                .orElse(Map.of());
    }

    private static boolean differs(String now, String before) {
        return new OutputSignature(now).differs(new OutputSignature(before));
    }

    private static String sentence(String model, String before, String now) {
        return "model '" + model + "' is " + now + " now and was " + before
                + " when its links were learned; they are not used until a new profile has been learned from";
    }
}
