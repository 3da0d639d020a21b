package dev.mlink.api.schema;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the generator has no annotation for, and what it gets wrong for records. */
final class Completion implements CRDPostProcessor {
    /** Lists that several owners may each hold entries of; every other list belongs to one owner as a whole. */
    private static final Map<String, String> KEYED_LISTS =
            Map.of("conditions", "type", "models", "name", "devices", "name");

    /** The API server prices CEL by the longest input, and refuses quantities without a limit. */
    private static final long LONGEST_QUANTITY = 20;

    /** {@code <group>-train-<profile>} names a Job, and a Job's name is a label: at most 63. */
    private static final long LONGEST_GROUP_NAME = 40;

    private final Map<String, Class<? extends HasMetadata>> kinds;

    Completion(Map<String, Class<? extends HasMetadata>> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    @Override
    public HasMetadata process(HasMetadata resource, String crdVersion) {
        CustomResourceDefinition definition = (CustomResourceDefinition) resource;
        List<String> columns = Stream.of(
                        kinds.get(definition.getSpec().getNames().getKind())
                                .getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        for (CustomResourceDefinitionVersion version : definition.getSpec().getVersions()) {
            JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
            schema.setRequired(List.of("spec")); // the fields of a resource are not ours to annotate
            completeProperties(schema);
            if (schema.getXKubernetesValidations().stream()
                    .anyMatch(rule -> rule.getRule().contains("metadata.name"))) {
                schema.getProperties().put("metadata", named(LONGEST_GROUP_NAME));
            }
            // the generator sorts columns by path; people read them in the order of the annotations
            version.setAdditionalPrinterColumns(version.getAdditionalPrinterColumns().stream()
                    .sorted(Comparator.comparing((CustomResourceColumnDefinition c) -> columns.indexOf(c.getName())))
                    .toList());
        }
        return definition;
    }

    private static JSONSchemaProps named(long longest) {
        return new JSONSchemaPropsBuilder()
                .withType("object")
                .addToProperties(
                        "name",
                        new JSONSchemaPropsBuilder()
                                .withType("string")
                                .withMaxLength(longest)
                                .build())
                .build();
    }

    private static void completeProperties(JSONSchemaProps object) {
        if (object.getProperties() != null) {
            object.getProperties().forEach(Completion::complete);
        }
    }

    private static void complete(String name, JSONSchemaProps property) {
        if ("array".equals(property.getType())) {
            JSONSchemaProps item = property.getItems().getSchema();
            boolean keyed = KEYED_LISTS.containsKey(name) && "object".equals(item.getType());
            property.setXKubernetesListType(keyed ? "map" : "atomic");
            property.setXKubernetesListMapKeys(keyed ? List.of(KEYED_LISTS.get(name)) : null);
            completeProperties(item);
        }
        // a rule on a record component is found twice: on the field and on the accessor
        List<ValidationRule> rules =
                property.getXKubernetesValidations().stream().distinct().toList();
        property.setXKubernetesValidations(rules);
        if (rules.stream().anyMatch(rule -> rule.getRule().contains("quantity("))) {
            property.setMaxLength(LONGEST_QUANTITY);
        }
        completeProperties(property);
    }
}
