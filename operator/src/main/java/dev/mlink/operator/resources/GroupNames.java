package dev.mlink.operator.resources;

import java.util.Map;

/** What a group's objects are called and how they are found again. */
public record GroupNames(String namespace, String group) {

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "mlink-operator";
    public static final String GROUP = "mlink.dev/group";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String RUNTIME_COMPONENT = "link-runtime";
    public static final String TRAINING_COMPONENT = "training";
    public static final String TRITON_COMPONENT = "triton";

    public String runtime() {
        return group + "-runtime";
    }

    public String routing() {
        return group + "-routing";
    }

    public String admin() {
        return group + "-admin";
    }

    public String adminCertificate() {
        return group + "-admin-tls";
    }

    public String store() {
        return group + "-store";
    }

    public String training(String profile) {
        return group + "-train-" + profile;
    }

    /** On everything of the group. */
    public Map<String, String> labels() {
        return Map.of(MANAGED_BY, OPERATOR, GROUP, group);
    }

    /** On what belongs to one part of the group. */
    public Map<String, String> labels(String component) {
        return Map.of(MANAGED_BY, OPERATOR, GROUP, group, COMPONENT, component);
    }
}
