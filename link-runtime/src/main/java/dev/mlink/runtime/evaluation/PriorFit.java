package dev.mlink.runtime.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the best constant answer for a metric: the candidate with the highest mean score on the training samples, of
 * equal ones the first. What a link has to beat before it has learned anything.
 *
 * <p>Candidates, first to last: for labels the mean output, then the mean of the samples of each class or set (so that
 * the modal one is answered as the softest vector that still says it); for numbers the median, the middle of each
 * window as wide as the tolerance lets one answer cover, and each sample; for boxes the median and each sample; for texts the modal
 * sentence, then the other common ones.
 */
public final class PriorFit {
    /** Each candidate is compared with every sample word by word; a rarer sentence is hardly the best constant. */
    private static final int MOST_SENTENCES = 100;

    private final Metric metric;

    public PriorFit(Metric metric) {
        this.metric = metric;
    }

    /**
     * @param rows exact outputs, [samples][elements], at least one sample
     * @return the best constant, in the units of the rows
     */
    public float[] fit(float[][] rows) {
        float[] best = rows[0];
        double bestScore = -1;
        for (float[] candidate : candidates(rows)) {
            double score = score(candidate, rows);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best.clone();
    }

    private double score(float[] answer, float[][] rows) {
        double sum = 0;
        for (float[] row : rows) {
            sum += metric.score(answer, row);
        }
        return sum;
    }

    private List<float[]> candidates(float[][] rows) {
        if (metric instanceof Metric.Accuracy) {
            return means(rows, Metric.Accuracy::largest);
        }
        if (metric instanceof Metric.WithinTolerance within) {
            return middles(rows, within.tolerance());
        }
        if (metric instanceof Metric.IntersectionOverUnion) {
            return medianAndEach(rows);
        }
        if (metric instanceof Metric.WordAccuracy) {
            return commonest(rows);
        }
        return means(rows, PriorFit::set);
    }

    /** Distinct sentences, the modal one first. */
    private static List<float[]> commonest(float[][] rows) {
        Map<List<Float>, Integer> counts = new LinkedHashMap<>();
        for (float[] row : rows) {
            counts.merge(boxed(row), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<List<Float>, Integer>comparingByValue().reversed())
                .limit(MOST_SENTENCES)
                .map(sentence -> unboxed(sentence.getKey()))
                .toList();
    }

    private static List<Float> boxed(float[] row) {
        List<Float> values = new ArrayList<>();
        for (float value : row) {
            values.add(value);
        }
        return values;
    }

    private static float[] unboxed(List<Float> values) {
        float[] row = new float[values.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = values.get(i);
        }
        return row;
    }

    private static List<float[]> means(float[][] rows, Function<float[], Object> label) {
        Map<Object, List<float[]>> byLabel = new LinkedHashMap<>();
        for (float[] row : rows) {
            byLabel.computeIfAbsent(label.apply(row), first -> new ArrayList<>())
                    .add(row);
        }
        List<float[]> candidates = new ArrayList<>();
        candidates.add(mean(Arrays.asList(rows)));
        byLabel.values().forEach(same -> candidates.add(mean(same)));
        return candidates;
    }

    private static Object set(float[] row) {
        List<Boolean> members = new ArrayList<>();
        for (float value : row) {
            members.add(value > Metric.SET_ABOVE);
        }
        return members;
    }

    private static List<float[]> middles(float[][] rows, double tolerance) {
        List<float[]> candidates = medianAndEach(rows);
        if (rows[0].length == 1) {
            float[] sorted = column(rows, 0);
            int last = 0;
            for (int first = 0; first < sorted.length; first++) {
                while (last + 1 < sorted.length && sorted[last + 1] - (double) sorted[first] <= 2 * tolerance) {
                    last++;
                }
                candidates.add(1, new float[] {(float) ((sorted[first] + (double) sorted[last]) / 2)});
            }
        }
        return candidates;
    }

    private static List<float[]> medianAndEach(float[][] rows) {
        float[] median = new float[rows[0].length];
        for (int element = 0; element < median.length; element++) {
            float[] sorted = column(rows, element);
            median[element] = sorted[sorted.length / 2];
        }
        List<float[]> candidates = new ArrayList<>();
        candidates.add(median);
        candidates.addAll(Arrays.asList(rows));
        return candidates;
    }

    private static float[] column(float[][] rows, int element) {
        float[] sorted = new float[rows.length];
        for (int row = 0; row < rows.length; row++) {
            sorted[row] = rows[row][element];
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static float[] mean(List<float[]> rows) {
        double[] sums = new double[rows.get(0).length];
        for (float[] row : rows) {
            for (int element = 0; element < sums.length; element++) {
                sums[element] += row[element];
            }
        }
        float[] mean = new float[sums.length];
        for (int element = 0; element < sums.length; element++) {
            mean[element] = (float) (sums[element] / rows.size());
        }
        return mean;
    }
}
