package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;

/** Files that a pod works on and that are kept elsewhere: nothing is added for what is reached without it. */
interface PodFiles {

    /** What is added to each container. */
    default List<EnvVar> environment() {
        return List.of();
    }

    /** What is added to each pod. */
    default List<Volume> volumes() {
        return List.of();
    }

    /** Where they are in each container. */
    default List<VolumeMount> mounts() {
        return List.of();
    }
}
