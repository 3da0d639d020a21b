package dev.mlink.operator.status;

/** Everything an event can be about; the names stand in events and documentation and do not change. */
public enum EventReason {
    ActivationSetChosen(false),
    ActivationSetKept(false),
    ActivationSetProposed(false),
    ModeChanged(false),
    ProfileStarted(false),
    ProfileCompleted(false),
    ModelNotProfiled(true),
    ModelChanged(true),
    TrainingStarted(false),
    TrainingProgressed(false),
    TrainingCompleted(false),
    TrainingFailed(true),
    DriftFound(true),
    ModelDrained(false),
    ModelLoaded(false),
    ModelUnloaded(false),
    ModelLoadFailed(true),
    InstancesChosen(false),
    ModelDead(true),
    MemoryNotReleased(true),
    InstancesChanged(false),
    RoutingPublished(false),
    PredictionsUncertified(true),
    EscalationUnavailable(true),
    RuntimeLagging(true),
    NameTaken(true),
    DrainTimeout(true),
    SwitchCompleted(false),
    SwitchStopped(true),
    TritonRestarted(true),
    TritonStuck(true),
    TritonRestored(false),
    TritonLeftAsItIs(true);

    private final boolean warning;

    EventReason(boolean warning) {
        this.warning = warning;
    }

    /** Tells of a deed: each is worth telling, also in the words of the one before. */
    public boolean tellsDeed() {
        return this == ModelDrained || this == ModelLoaded || this == ModelUnloaded || this == InstancesChanged;
    }

    /** {@code Normal} or {@code Warning}, as Kubernetes writes it. */
    public String type() {
        return warning ? "Warning" : "Normal";
    }
}
