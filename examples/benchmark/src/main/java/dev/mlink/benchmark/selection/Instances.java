package dev.mlink.benchmark.selection;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Groups made from a seed. */
final class Instances {

    /** Shares of the cost of all models that a budget is drawn from. */
    private static final double LEAST_BUDGET = .1;

    private static final double MOST_BUDGET = .7;

    private static final double BYTES_PER_COST = 1e6;
    private static final int MODELS_PER_CLUSTER = 5;

    private final SplittableRandom random;

    Instances(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The article's simulation: links and costs from N(.5, .2), cut to [0,1], an ensemble gain of .02, no priors. */
    Instance normal(int models) {
        return drawn(models, () -> Math.min(1, Math.max(0, .5 + .2 * random.nextGaussian())));
    }

    /** The same from Beta(.5, .5), the arcsine law. */
    Instance beta(int models) {
        return drawn(models, () -> Math.pow(Math.sin(Math.PI / 2 * random.nextDouble()), 2));
    }

    /**
     * Models of a cluster predict each other, some well and others less; those of other clusters predict hardly more than
     * the prior. Costs differ by up to 20 times.
     */
    Instance clustered(int models) {
        var link = new double[models][models];
        var prior = new double[models];
        var bytes = new long[models];
        var cluster = new int[models];
        for (int i = 0; i < models; i++) {
            cluster[i] = random.nextInt(Math.max(2, models / MODELS_PER_CLUSTER));
            prior[i] = .1 + .4 * random.nextDouble();
            bytes[i] = Math.round(BYTES_PER_COST * (.05 + .95 * random.nextDouble()));
        }
        for (int i = 0; i < models; i++) {
            double strength = random.nextDouble();
            for (int j = 0; j < models; j++) {
                double near = .6 + .3 * strength + .1 * random.nextDouble();
                link[i][j] = cluster[i] == cluster[j] ? near : .4 * random.nextDouble();
            }
        }
        return new Instance(link, prior, bytes, budget(bytes), 0);
    }

    private Instance drawn(int models, DoubleSupplier law) {
        var link = new double[models][models];
        var bytes = new long[models];
        for (int i = 0; i < models; i++) {
            bytes[i] = Math.max(1, Math.round(BYTES_PER_COST * law.getAsDouble()));
            for (int j = 0; j < models; j++) {
                link[i][j] = law.getAsDouble();
            }
        }
        return new Instance(link, new double[models], bytes, budget(bytes), .02);
    }

    private long budget(long[] bytes) {
        long all = 0;
        for (long each : bytes) {
            all += each;
        }
        return Math.round(all * (LEAST_BUDGET + (MOST_BUDGET - LEAST_BUDGET) * random.nextDouble()));
    }
}
