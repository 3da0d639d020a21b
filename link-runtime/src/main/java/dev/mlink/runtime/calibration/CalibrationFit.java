package dev.mlink.runtime.calibration;

import java.util.Arrays;

/**
 * Fits a calibration to answers whose exact outputs are known: logistic regression on the certainty with Platt's smoothed
 * targets. A ridge draws the slope to 1, at which a certainty that is the log-odds of being right is taken at its word:
 * with few disagreements, or none, that is what is left to tell answers apart.
 */
public final class CalibrationFit {

    /** @param evidence answers that nothing which is certified with the result may be among; without any, even odds */
    public Calibration fit(Certainty certainty, Evidence evidence) {
        if (Arrays.stream(evidence.certainties()).distinct().count() > 1) {
            Line line = new Regression(evidence.certainties(), targets(evidence)).solve();
            if (line.slope() > 0) {
                return new Calibration(certainty, line.slope(), line.intercept());
            }
        }
        // what is always the same, or falls while agreement grows, tells no answer from another
        double agreed = evidence.agreements() + 1;
        double disagreed = evidence.size() - evidence.agreements() + 1;
        return new Calibration(certainty, 0, Math.log(agreed / disagreed));
    }

    /** Platt's: as if each outcome had been seen once more, so that no number of agreements means never erring. */
    private static double[] targets(Evidence evidence) {
        double agreements = evidence.agreements();
        double agreed = (agreements + 1) / (agreements + 2);
        double disagreed = 1 / (evidence.size() - agreements + 2);
        double[] targets = new double[evidence.size()];
        Arrays.setAll(targets, i -> evidence.agreed()[i] ? agreed : disagreed);
        return targets;
    }

    /** p(x) = 1 / (1 + exp(-(slope x + intercept))). */
    private record Line(double slope, double intercept) {

        double at(double x) {
            return 1 / (1 + Math.exp(-z(x)));
        }

        double z(double x) {
            return slope * x + intercept;
        }

        Line minus(double length, Line step) {
            return new Line(slope - length * step.slope, intercept - length * step.intercept);
        }
    }

    /** Minimises {@code sum (softplus(z) - target z) + (slope - 1)^2 / 2}, which is strictly convex, by Newton's method. */
    private record Regression(double[] x, double[] target) {
        private static final double STATED_SLOPE = 1;
        private static final int MOST_STEPS = 100;
        private static final double SMALL = 1e-12;

        Line solve() {
            Line line = new Line(STATED_SLOPE, 0);
            for (int step = 0; step < MOST_STEPS; step++) {
                Line next = descended(line);
                if (loss(line) - loss(next) < SMALL) {
                    return next;
                }
                line = next;
            }
            return line;
        }

        /** Newton's step, halved while it leads uphill. */
        private Line descended(Line line) {
            Line step = newton(line);
            for (double length = 1; length > SMALL; length /= 2) {
                Line next = line.minus(length, step);
                if (loss(next) <= loss(line)) {
                    return next;
                }
            }
            return line;
        }

        private Line newton(Line line) {
            double bySlope = line.slope() - STATED_SLOPE;
            double byIntercept = 0;
            double bySlopeTwice = 1;
            double byBoth = 0;
            double byInterceptTwice = SMALL;
            for (int i = 0; i < x.length; i++) {
                double p = line.at(x[i]);
                double weight = p * (1 - p);
                bySlope += (p - target[i]) * x[i];
                byIntercept += p - target[i];
                bySlopeTwice += weight * x[i] * x[i];
                byBoth += weight * x[i];
                byInterceptTwice += weight;
            }
            double determinant = bySlopeTwice * byInterceptTwice - byBoth * byBoth;
            return new Line(
                    (byInterceptTwice * bySlope - byBoth * byIntercept) / determinant,
                    (bySlopeTwice * byIntercept - byBoth * bySlope) / determinant);
        }

        private double loss(Line line) {
            double distance = line.slope() - STATED_SLOPE;
            double loss = distance * distance / 2;
            for (int i = 0; i < x.length; i++) {
                double z = line.z(x[i]);
                loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target[i] * z;
            }
            return loss;
        }
    }
}
