package dev.mlink.runtime.store;

import dev.mlink.runtime.store.TrainingProgress.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Epochs that one pod has done of a training, as the store keeps them: a line {@code done/all} of the whole plan, and one
 * {@code done/all target} for each piece that the pod is doing.
 *
 * @param epochs done by this pod, of all that the plan comes to
 * @param underWay by the target that a piece is about; empty for the joint network's
 */
public record PodEpochs(Count epochs, Map<String, Count> underWay) {
    public PodEpochs {
        underWay = Map.copyOf(underWay);
    }

    /** @throws NumberFormatException it is not what {@link #text} writes */
    static PodEpochs parse(String text) {
        List<String> lines = text.lines().toList();
        Map<String, Count> underWay = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            underWay.put(line.substring(space + 1), Count.parse(line.substring(0, space)));
        }
        return new PodEpochs(Count.parse(lines.get(0)), underWay);
    }

    /** The same for the same. */
    public String text() {
        return Stream.concat(
                        Stream.of(epochs.text()),
                        new TreeMap<>(underWay)
                                .entrySet().stream()
                                        .map(piece -> piece.getValue().text() + " " + piece.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
