package dev.mlink.benchmark.groups;

import dev.mlink.api.testing.KubernetesApi;
import dev.mlink.api.v1alpha1.ModelGroup;
import dev.mlink.api.v1alpha1.status.ConditionStatus;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code benchmark groups}: how much one operator costs with many groups; the exit status says whether it rests. */
final class Groups {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration SETTLING = Duration.ofSeconds(30);

    /** All groups at once are tens of megabytes from an API server that has much to do. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final KubernetesApi api;
    private final KubernetesClient admin;
    private final Fleet fleet;

    private Groups(KubernetesApi api, Fleet fleet) {
        this.api = api;
        this.admin = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(api.adminConfig())
                        .withRequestTimeout((int) ANSWER.toMillis())
                        .build())
                .build();
        this.fleet = fleet;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        boolean brief = List.of(arguments).contains("--short");
        Fleet fleet = brief ? new Fleet(5, 4) : new Fleet(200, 10);
        Duration watched = brief ? Duration.ofSeconds(30) : Duration.ofMinutes(5);
        GroupsReport report;
        try (KubernetesApi api = KubernetesApi.start()) {
            report = new Groups(api, fleet).run(watched);
        }
        report.table().forEach(System.out::println);
        List<String> wrong = report.wrong();
        wrong.forEach(sentence -> System.out.println("WRONG: " + sentence));
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    private GroupsReport run(Duration watched) throws IOException, InterruptedException {
        api.operator(OperatorProcess.NAMESPACE).close();
        fleet.namespaces().forEach(api::namespace);
        Path home = Files.createTempDirectory("mlink-groups");
        try (SimulatedSite site = new SimulatedSite(admin, fleet);
                OperatorProcess operator = new OperatorProcess(home, api.kubeconfig())) {
            RequestCounts before = RequestCounts.of(admin);
            Instant begun = Instant.now();
            fleet.members().forEach(member -> declare(member, site.triton(member)));
            awaitReady(operator);
            Duration untilReady = Duration.between(begun, Instant.now());
            RequestCounts started = RequestCounts.of(admin).since(before);
            Duration cpu = operator.cpu();
            Thread.sleep(SETTLING.toMillis());
            return new GroupsReport(fleet, untilReady, cpu, started, rest(operator, watched));
        }
    }

    private void declare(Fleet.Member member, int tritonPort) {
        admin.resource(Serialization.unmarshal(fleet.yaml(member, tritonPort), ModelGroup.class))
                .create();
    }

    private void awaitReady(OperatorProcess operator) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        long learned = 0;
        while (learned < fleet.groups()) {
            operator.mustRun();
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(learned + " of " + fleet.groups() + " groups are Ready and selected"
                        + " after " + PATIENCE.toMinutes() + " minutes; the first that is not: " + firstUnready());
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            learned = groups().stream().filter(Groups::serves).count();
        }
    }

    private List<ModelGroup> groups() {
        return admin.resources(ModelGroup.class).inAnyNamespace().list().getItems();
    }

    private String firstUnready() {
        return groups().stream()
                .filter(group -> !serves(group))
                .findFirst()
                .map(Serialization::asYaml)
                .orElse("none");
    }

    /** Ready, by a set that was chosen after a training. */
    private static boolean serves(ModelGroup group) {
        return group.reported()
                .filter(status ->
                        status.selection() != null && status.selection().training() != null)
                .flatMap(status -> status.condition("Ready"))
                .filter(ready -> ready.status() == ConditionStatus.TRUE)
                .isPresent();
    }

    private Rest rest(OperatorProcess operator, Duration watched) throws InterruptedException {
        RequestCounts before = RequestCounts.of(admin);
        Duration cpu = operator.cpu();
        Thread.sleep(watched.toMillis());
        operator.mustRun();
        return new Rest(
                watched,
                operator.cpu().minus(cpu),
                operator.resident(),
                RequestCounts.of(admin).since(before));
    }
}
