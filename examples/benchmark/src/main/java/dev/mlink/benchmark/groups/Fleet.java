package dev.mlink.benchmark.groups;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The groups that are declared: as many models each, of which the budget holds four in ten.
 *
 * @param groups how many
 * @param models of each group
 */
record Fleet(int groups, int models) {

    private static final int GROUPS_OF_A_NAMESPACE = 20;
    private static final int MODEL_MEBIBYTES = 100;

    /** One group's names; its namespace has others too. */
    record Member(int number) {

        String name() {
            return String.format(Locale.ROOT, "group-%03d", number);
        }

        String namespace() {
            return "team-" + number / GROUPS_OF_A_NAMESPACE;
        }

        String service() {
            return name() + "-triton";
        }
    }

    Stream<Member> members() {
        return IntStream.range(0, groups).mapToObj(Member::new);
    }

    Stream<String> namespaces() {
        return members().map(Member::namespace).distinct();
    }

    List<String> modelNames() {
        return IntStream.range(0, models).mapToObj(number -> "model-" + number).toList();
    }

    /** A ModelGroup as a user would write it. */
    String yaml(Member member, int tritonPort) {
        StringBuilder text = new StringBuilder(
                """
                apiVersion: mlink.dev/v1alpha1
                kind: ModelGroup
                metadata: {name: %s, namespace: %s}
                spec:
                  triton:
                    service: {name: %s, grpcPort: %d}
                  budget: {device: CPU, memory: %dMi}
                  profiling: {interval: 24h, samples: 118}
                  models:
                """
                        .formatted(
                                member.name(),
                                member.namespace(),
                                member.service(),
                                tritonPort,
                                Math.max(1, models * 4 / 10) * MODEL_MEBIBYTES));
        modelNames()
                .forEach(model -> text.append(
                        """
                          - name: %s
                            output: {tensor: OUTPUT, task: Regression}
                            cost: {memory: %dMi}
                        """
                                .formatted(model, MODEL_MEBIBYTES)
                                .indent(2)));
        return text.toString();
    }
}
