package dev.mlink.benchmark.selection;

/** The greatest F of all sets within the budget, by trying each: for up to some twenty models. */
final class BruteForce {

    private final Instance instance;
    private double best;

    BruteForce(Instance instance) {
        this.instance = instance;
    }

    double optimum() {
        best = 0;
        extend(0, instance.prior(), new boolean[instance.size()], 0, instance.budget());
        return best;
    }

    private void extend(int model, double[] performances, boolean[] active, int count, long free) {
        if (model == instance.size()) {
            best = Math.max(best, objective(performances, active, count));
            return;
        }
        extend(model + 1, performances, active, count, free);
        if (instance.bytes()[model] <= free) {
            double[] joined = performances.clone();
            for (int j = 0; j < joined.length; j++) {
                joined[j] = Math.max(joined[j], instance.link()[model][j]);
            }
            active[model] = true;
            extend(model + 1, joined, active, count + 1, free - instance.bytes()[model]);
            active[model] = false;
        }
    }

    private double objective(double[] performances, boolean[] active, int count) {
        double sum = 0;
        for (int j = 0; j < performances.length; j++) {
            sum += active[j] ? 1 : instance.predicted(performances[j], count);
        }
        return sum / performances.length;
    }
}
