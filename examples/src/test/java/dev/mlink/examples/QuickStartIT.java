package dev.mlink.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The quick start as the README has it, what a newcomer sees of it, and what it survives. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuickStartIT {

    private static final String GROUP = "modelgroup digits --namespace digits";
    private static final String READY = "get " + GROUP
            + " -o jsonpath='{.status.conditions[?(@.type==\"Ready\")].status} {.status.selection.epoch}'";

    private final Shell shell = new Shell();

    @Test
    @Order(1)
    void runsToTheTable() {
        Shell.Result run = shell.run("examples/digits/run", 45);

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("failed requests", "F, Auto", "F, Exact", "F, ActivationProbability", "oom_kill 0");
    }

    @Test
    @Order(2)
    void kubectlTellsWhatIsServedHowAndWhy() {
        String table = shell.kubectl("get mg,ml --namespace digits");
        assertThat(table).contains("ACTIVE", "BUDGET", "USED", "PERFORMANCE", "SAVED", "READY", "640Mi", "True");
        assertThat(table.lines().filter(line -> line.startsWith("modellink"))).hasSize(42);

        String description = shell.kubectl("describe " + GROUP);
        assertThat(description).contains("Predicted", "Sources:", "Performance:", "Prior:", "Reason:", "Active");
        assertThat(description).contains("ActivationSetChosen");
    }

    @Test
    @Order(3)
    void servesOnWhileTheOperatorIsKilledInTheMiddleOfASwitch() {
        for (int weight : new int[] {100, 1, 100}) {
            shell.kubectl(
                    "patch " + GROUP + " --type json --patch '[{\"op\": \"add\", \"path\": \"/spec/models/0/weight\","
                            + " \"value\": " + weight + "}]'");
            shell.kubectl("delete pod --namespace mlink-system --all --force --grace-period 0");
            assertThat(shell.run(
                                    "examples/digits/python examples/digits/check.py"
                                            + " $(eval \"$(examples/cluster/cluster env)\"; kubectl get service digits-runtime"
                                            + " --namespace digits -o jsonpath='{.spec.clusterIP}'):8001",
                                    2)
                            .status())
                    .isZero();
        }
        await(
                "the newest weights are served",
                "get " + GROUP + " -o jsonpath='{.metadata.generation} {.status.selection.generation}'",
                text -> text.strip().split(" ").length == 2
                        && text.strip().split(" ")[0].equals(text.strip().split(" ")[1]));
    }

    @Test
    @Order(4)
    void bringsARestartedTritonBack() {
        shell.kubectl("delete pod --namespace digits --selector app=triton --wait");

        await("Ready is False or a new epoch", READY, text -> !text.isBlank());
        await(
                "the set is active again on the new Triton",
                "get " + GROUP
                        + " -o jsonpath='{.status.found[*].endpoint}{\" \"}{.status.conditions[?(@.type==\"Ready\")].status}'",
                text -> text.contains("True")
                        && shell.kubectl(
                                        "get pod --namespace digits --selector app=triton -o jsonpath='{.items[*].metadata.name}'")
                                .strip()
                                .equals(text.strip().split(" ")[0]));
    }

    @Test
    @Order(5)
    void deletionLeavesNothing() {
        Instant begin = Instant.now();
        shell.kubectl("delete " + GROUP + " --timeout 60s");
        await(
                "no labelled object is left",
                "get deployments,services,configmaps,secrets,persistentvolumeclaims,jobs,pods,modellinks,modelgroups"
                        + " --all-namespaces --selector mlink.dev/group=digits -o name",
                String::isBlank);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(60));
        assertThat(shell.run(
                                "examples/digits/python -c 'import sys, tritonclient.grpc as t;"
                                        + " c = t.InferenceServerClient(sys.argv[1]);"
                                        + " print([m.name for m in c.get_model_repository_index().models if m.state == \"READY\"])'"
                                        + " $(eval \"$(examples/cluster/cluster env)\"; kubectl get service triton"
                                        + " --namespace digits -o jsonpath='{.spec.clusterIP}'):8001",
                                2)
                        .output())
                .contains("[]");
    }

    private void await(String what, String kubectl, Predicate<String> holds) {
        Instant end = Instant.now().plus(Duration.ofSeconds(120));
        String last = "";
        while (Instant.now().isBefore(end)) {
            last = shell.kubectl(kubectl);
            if (holds.test(last)) {
                return;
            }
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        throw new AssertionError("timed out: " + what + "; the last answer of kubectl " + kubectl + ": " + last);
    }
}
