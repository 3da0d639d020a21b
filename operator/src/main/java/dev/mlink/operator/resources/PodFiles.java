package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;

/** Files that a pod works on and that are kept elsewhere. */
interface PodFiles {

    /** What is added to each container. */
    List<EnvVar> environment();

    /** What is added to each pod. */
    List<Volume> volumes();

    /** Where they are in each container. */
    List<VolumeMount> mounts();
}
