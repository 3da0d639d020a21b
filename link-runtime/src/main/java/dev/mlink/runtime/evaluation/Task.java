package dev.mlink.runtime.evaluation;

/** What an output says, which decides how it is learned. */
public enum Task {
    SINGLE_LABEL("SingleLabel"),
    MULTI_LABEL("MultiLabel"),
    REGRESSION("Regression"),
    BOUNDING_BOX("BoundingBox"),
    TEXT("Text");

    private final String text;

    Task(String text) {
        this.text = text;
    }

    /** The word of the ModelGroup and of artefact manifests. */
    public String text() {
        return text;
    }
}
