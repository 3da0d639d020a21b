package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.prediction.Sentence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What several models answered to the same inputs, as it is stored.
 *
 * @param arrays as many samples each
 */
record OutputArrays(List<OutputArray> arrays) {
    OutputArrays {
        arrays = List.copyOf(arrays);
    }

    /**
     * All outputs as rows, the words of texts by one lexicon.
     *
     * @param times when each sample arrived, milliseconds since 1970
     * @param audit which samples were chosen at random
     * @param streams the origin of each sample; empty where its client named none
     * @throws IllegalArgumentException outputs are not what is declared
     */
    Observations at(long[] times, boolean[] audit, List<String> streams) {
        Map<String, List<Sentence>> texts = new LinkedHashMap<>();
        arrays.stream()
                .filter(OutputArray::holdsTexts)
                .forEach(array -> texts.put(array.model().model(), array.texts()));
        Lexicon lexicon =
                Lexicon.of(texts.values().stream().flatMap(Collection::stream).toList());
        Map<String, float[][]> rows = new LinkedHashMap<>();
        for (OutputArray array : arrays) {
            String model = array.model().model();
            rows.put(
                    model,
                    array.holdsTexts()
                            ? texts.get(model).stream().map(lexicon::row).toArray(float[][]::new)
                            : array.rows());
        }
        return Observations.of(times, audit, streams, rows, lexicon);
    }
}
