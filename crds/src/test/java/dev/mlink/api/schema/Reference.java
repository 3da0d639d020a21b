package dev.mlink.api.schema;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of both resources as a page, made from the definitions that the API server gets. */
record Reference(List<CustomResourceDefinition> definitions) {

    String page() {
        StringBuilder page = new StringBuilder(
                """
                # Reference

                Made from the definitions in `charts/mlink/crds`; do not edit. After a change of the resources:
                `./mvnw -pl crds test -Dtest=ReferenceTest -Dmlink.write=true`. What conditions say is in
                [operating.md](operating.md).
                """);
        definitions.forEach(definition -> page.append(resource(definition)));
        return page.toString();
    }

    private static String resource(CustomResourceDefinition definition) {
        JSONSchemaProps schema =
                definition.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
        StringBuilder text = new StringBuilder("\n## "
                + definition.getSpec().getNames().getKind() + " ("
                + String.join(", ", definition.getSpec().getNames().getShortNames()) + ")\n");
        for (String part : List.of("spec", "status")) {
            text.append("\n### ").append(part).append("\n\n| field | type | what |\n|---|---|---|\n");
            List<String> rows = new ArrayList<>();
            rows("", schema.getProperties().get(part), rows);
            rows.forEach(text::append);
        }
        return text.toString();
    }

    private static void rows(String prefix, JSONSchemaProps schema, List<String> rows) {
        if (schema.getProperties() == null) {
            return;
        }
        schema.getProperties().forEach((name, property) -> {
            String path = prefix + name;
            boolean required =
                    schema.getRequired() != null && schema.getRequired().contains(name);
            rows.add("| `" + path + "` | " + type(property, required) + " | " + what(property) + " |\n");
            // what Kubernetes itself defines is described there
            if (!path.endsWith("resources") && !path.endsWith("tolerations") && !path.endsWith("imagePullSecrets")) {
                rows(path + ".", property, rows);
                Optional.ofNullable(property.getItems())
                        .map(items -> items.getSchema())
                        .ifPresent(item -> rows(path + "[].", item, rows));
            }
        });
    }

    private static String type(JSONSchemaProps property, boolean required) {
        List<String> parts = new ArrayList<>();
        parts.add(
                property.getEnum() != null && !property.getEnum().isEmpty()
                        ? property.getEnum().stream().map(node -> node.asText()).collect(Collectors.joining(", "))
                        : Optional.ofNullable(property.getType()).orElse("number or text"));
        if (required) {
            parts.add("required");
        }
        if (property.getDefault() != null && property.getDefault().isValueNode()) {
            parts.add("default " + property.getDefault().asText());
        }
        return String.join("; ", parts);
    }

    private static String what(JSONSchemaProps property) {
        List<String> sentences = new ArrayList<>();
        Optional.ofNullable(property.getDescription()).ifPresent(sentences::add);
        Optional.ofNullable(property.getXKubernetesValidations()).orElse(List.of()).stream()
                .map(ValidationRule::getMessage)
                .filter(message -> message != null) // one that is computed says what only the value can tell
                .map(message -> "*Else: " + message + ".*")
                .forEach(sentences::add);
        bounds(property).ifPresent(sentences::add);
        return String.join(" ", sentences).replace("|", "\\|");
    }

    private static Optional<String> bounds(JSONSchemaProps property) {
        Map<String, Optional<?>> bounds = new java.util.LinkedHashMap<>();
        bounds.put("at least", Optional.ofNullable(property.getMinimum()));
        bounds.put("at most", Optional.ofNullable(property.getMaximum()));
        bounds.put("at most entries:", Optional.ofNullable(property.getMaxItems()));
        String text = bounds.entrySet().stream()
                .filter(bound -> bound.getValue().isPresent())
                .map(bound -> bound.getKey() + " " + bound.getValue().get())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? Optional.empty() : Optional.of("(" + text + ")");
    }
}
