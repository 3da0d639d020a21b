package dev.mlink.operator.resources;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;

/** What a user may say about the pods we make, whatever runs in them. */
public record PodTemplate(
        String image,
        ResourceRequirements resources,
        Map<String, String> nodeSelector,
        List<Toleration> tolerations,
        List<LocalObjectReference> imagePullSecrets) {}
