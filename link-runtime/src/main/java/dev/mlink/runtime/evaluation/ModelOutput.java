package dev.mlink.runtime.evaluation;

import dev.mlink.admin.v1alpha1.Output;

/**
 * The declared output of a model, and how answers for it are scored.
 *
 * @param model the model's name
 * @param task what the output says
 * @param metric how an answer is scored against the exact output
 */
public record ModelOutput(String model, Task task, Metric metric) {

    /**
     * Reads a declaration.
     *
     * @throws IllegalArgumentException an unset task or metric, a metric that does not fit the task, or a bad tolerance
     */
    public static ModelOutput of(String model, Output output) {
        Task task = task(model, output);
        Metric metric = metric(model, output);
        if (!fits(task, metric)) {
            throw new IllegalArgumentException("model '" + model + "': metric "
                    + output.getMetric().getType() + " does not score a " + task.text() + "; write "
                    + fitting(task));
        }
        return new ModelOutput(model, task, metric);
    }

    private static Task task(String model, Output output) {
        return switch (output.getTask()) {
            case SINGLE_LABEL -> Task.SINGLE_LABEL;
            case MULTI_LABEL -> Task.MULTI_LABEL;
            case REGRESSION -> Task.REGRESSION;
            case BOUNDING_BOX -> Task.BOUNDING_BOX;
            case TEXT -> Task.TEXT;
            case TASK_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("model '" + model
                    + "': output.task is not set; write SINGLE_LABEL, MULTI_LABEL, REGRESSION, BOUNDING_BOX or TEXT");
        };
    }

    private static Metric metric(String model, Output output) {
        return switch (output.getMetric().getType()) {
            case ACCURACY -> new Metric.Accuracy();
            case JACCARD -> new Metric.Jaccard();
            case EXACT_SET -> new Metric.ExactSet();
            case WITHIN_TOLERANCE -> new Metric.WithinTolerance(
                    output.getMetric().getTolerance());
            case IOU -> overlap(output.getMetric().getTolerance());
            case WORD_ACCURACY -> new Metric.WordAccuracy(output.getMetric().getTolerance());
            case METRIC_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException(
                    "model '" + model
                            + "': output.metric.type is not set; write ACCURACY, JACCARD, EXACT_SET, WITHIN_TOLERANCE, IOU or WORD_ACCURACY");
        };
    }

    /** 0 is what a message holds where nothing is declared. */
    private static Metric overlap(double declared) {
        return declared == 0 ? new Metric.IntersectionOverUnion() : new Metric.IntersectionOverUnion(declared);
    }

    private static boolean fits(Task task, Metric metric) {
        return switch (task) {
            case SINGLE_LABEL -> metric instanceof Metric.Accuracy;
            case MULTI_LABEL -> metric instanceof Metric.Jaccard || metric instanceof Metric.ExactSet;
            case REGRESSION -> metric instanceof Metric.WithinTolerance;
            case BOUNDING_BOX -> metric instanceof Metric.IntersectionOverUnion
                    || metric instanceof Metric.WithinTolerance;
            case TEXT -> metric instanceof Metric.WordAccuracy;
        };
    }

    private static String fitting(Task task) {
        return switch (task) {
            case SINGLE_LABEL -> "ACCURACY";
            case MULTI_LABEL -> "JACCARD or EXACT_SET";
            case REGRESSION -> "WITHIN_TOLERANCE";
            case BOUNDING_BOX -> "IOU or WITHIN_TOLERANCE";
            case TEXT -> "WORD_ACCURACY";
        };
    }

    /**
     * Refuses outputs that this declaration cannot be about.
     *
     * @param width elements of one answer
     * @throws IllegalArgumentException naming the model, the width and what to declare instead
     */
    public void requireWidth(int width) {
        if (task == Task.SINGLE_LABEL && width < 2) {
            throw new IllegalArgumentException("model '" + model + "' declares SingleLabel, but its output has " + width
                    + " element per sample; a SingleLabel output holds one score per class, a number is a Regression");
        }
        if (task == Task.BOUNDING_BOX && width != 4) {
            throw new IllegalArgumentException("model '" + model + "' declares BoundingBox, but its output has " + width
                    + " elements per sample; a box is (x, y, width, height)");
        }
        if (task == Task.TEXT && width != 1) {
            throw new IllegalArgumentException("model '" + model + "' declares Text, but its output has " + width
                    + " elements per sample; a Text output holds one text");
        }
        if (width < 1) {
            throw new IllegalArgumentException("model '" + model + "' has an output without elements");
        }
    }
}
