package dev.mlink.runtime.evaluation;

import dev.mlink.runtime.evaluation.Split.Part;
import dev.mlink.runtime.prediction.Form;
import dev.mlink.runtime.prediction.Sentence;
import dev.mlink.runtime.prediction.Words;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Exact outputs of several models on the same samples, in time order. A sample on which any model answered NaN or
 * infinite is left out for all of them: links, ensembles and comparisons of predictors need the same samples.
 *
 * @param times when each sample arrived, milliseconds since 1970
 * @param audit which samples were chosen at random, rather than because predictions were unsure of them
 * @param outputs by model: [samples][elements], finite; of a text the numbers of its words, so that rows differ in length
 * @param unusable by model: on how many samples its answer was not finite; models without any are not in it
 * @param lexicon what the numbers of words mean
 * @param streams the origin of each sample; empty for one whose client named none
 */
public record Observations(
        long[] times,
        boolean[] audit,
        Map<String, float[][]> outputs,
        Map<String, Integer> unusable,
        Lexicon lexicon,
        List<String> streams) {

    public Observations {
        streams = List.copyOf(streams);
    }

    /** Leaves out what is not finite; all samples were chosen at random, none is of a stream, and no output is a text. */
    public static Observations of(long[] times, Map<String, float[][]> outputs) {
        boolean[] audit = new boolean[times.length];
        Arrays.fill(audit, true);
        return of(times, audit, Collections.nCopies(times.length, ""), outputs, Lexicon.empty());
    }

    /** Leaves out what is not finite. */
    public static Observations of(
            long[] times, boolean[] audit, List<String> streams, Map<String, float[][]> outputs, Lexicon lexicon) {
        Map<String, Integer> unusable = new LinkedHashMap<>();
        outputs.forEach((model, rows) -> {
            int bad = (int) Arrays.stream(rows).filter(row -> !finite(row)).count();
            if (bad > 0) {
                unusable.put(model, bad);
            }
        });
        int[] usable = IntStream.range(0, times.length)
                .filter(row -> outputs.values().stream().allMatch(rows -> finite(rows[row])))
                .toArray();
        return new Observations(times, audit, outputs, unusable, lexicon, streams).rows(usable);
    }

    /** How many samples there are. */
    public int size() {
        return times.length;
    }

    /** How many samples are not newer than a time, and so come first. */
    int firstAfter(long time) {
        return (int) Arrays.stream(times).filter(arrived -> arrived <= time).count();
    }

    /** One model's outputs, [samples][elements]. */
    public float[][] of(String model) {
        return outputs.get(model);
    }

    /** One model's outputs as predictors take them, [samples][form's size]. */
    public float[][] of(String model, Form form) {
        return form instanceof Words words ? lexicon.encoded(of(model), words) : of(model);
    }

    /** The answer that begins at {@code from}, as a row to compare with a model's outputs. */
    float[] row(float[] answers, int from, Form form) {
        return form instanceof Words words
                ? lexicon.row(words.decode(answers, from))
                : Arrays.copyOfRange(answers, from, from + form.size());
    }

    /** The outputs of a model that answers with texts. */
    public List<Sentence> texts(String model) {
        return Arrays.stream(of(model)).map(lexicon::sentence).toList();
    }

    /** One model's outputs as predictors take them, [samples, form's size] row-major. */
    float[] flat(String model, Form form) {
        float[][] rows = of(model, form);
        float[] joined = new float[rows.length * form.size()];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, joined, row * form.size(), form.size());
        }
        return joined;
    }

    /** The samples of one part of a split. */
    public Observations part(Part part) {
        return rows(part.rows().stream().mapToInt(Integer::intValue).toArray());
    }

    private Observations rows(int[] chosen) {
        Map<String, float[][]> kept = new LinkedHashMap<>();
        outputs.forEach((model, rows) ->
                kept.put(model, Arrays.stream(chosen).mapToObj(row -> rows[row]).toArray(float[][]::new)));
        long[] when = Arrays.stream(chosen).mapToLong(row -> times[row]).toArray();
        boolean[] random = new boolean[chosen.length];
        for (int row = 0; row < chosen.length; row++) {
            random[row] = audit[chosen[row]];
        }
        return new Observations(
                when,
                random,
                kept,
                unusable,
                lexicon,
                Arrays.stream(chosen).mapToObj(streams::get).toList());
    }

    private static boolean finite(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
