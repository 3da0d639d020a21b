package dev.mlink.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What examples/learning shows, on what the quick start left: the cluster, its images, and the operator. */
@Order(2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LearningIT {

    private static final String IN = " --namespace learning ";
    private static final String GROUP = "get modelgroup halves" + IN + "--output jsonpath=";
    private static final Pattern DONE = Pattern.compile("^(.*) is done$", Pattern.MULTILINE);

    private static final Shell shell = new Shell();
    private final Waiting waiting = new Waiting(shell, Duration.ofSeconds(240));

    @BeforeAll
    static void prepare() {
        shell.kubectl("get deployment mlink-operator --namespace mlink-system"); // from examples/digits/run
        assertThat(shell.run("examples/learning/prepare", 5).status()).isZero();
    }

    @Test
    @Order(1)
    void twoPodsTrainIntoABucketThoughOneOfThemIsKilled() {
        shell.kubectl("apply --filename examples/learning/group.yaml");
        waiting.until("a runtime serves", GROUP + "'{.status.models[0].state}'", "Active"::equals);
        user("send halves-runtime 700 900");

        String job = waiting.until("a training", GROUP + "'{.status.training.job}'", text -> !text.isBlank());
        String victim = waiting.until("its first pod", trainers(job, 0), text -> !text.isBlank());
        String before = waiting.until(
                "a piece is done", () -> log(victim), log -> !pieces(log).isEmpty());
        shell.kubectl("delete pod" + IN + victim + " --grace-period 1");

        waiting.until("the training ends", GROUP + "'{.status.training.state}'", "Completed"::equals);
        String heir = see(trainers(job, 0));
        String other = see(trainers(job, 1));
        assertThat(heir).isNotBlank().isNotEqualTo(victim);
        List<String> inherited = pieces(log(heir));
        List<String> others = pieces(log(other));
        assertThat(inherited).isNotEmpty().doesNotContainAnyElementsOf(pieces(before));
        assertThat(others).isNotEmpty().doesNotContainAnyElementsOf(inherited);

        ready();
        assertThat(see("get persistentvolumeclaims" + IN + "--output name")).isBlank();
        assertThat(ask("halves-runtime parity 1300"))
                .contains("mlink_predicted=True", "mlink_sources=upper", "mlink_confidence=");
    }

    @Test
    @Order(2)
    void whatIsNotConfidentEnoughIsExecutedElsewhereOrRefused() {
        assertThat(shell.run("examples/learning/prepare triton triton-large parity", 2)
                        .status())
                .isZero();
        assertThat(ask("halves-runtime parity 1300 1"))
                .contains(
                        "refused=StatusCode.UNAVAILABLE: model 'parity' is not loaded, and its prediction has confidence ")
                .contains("below 1.0000 of mlink_min_confidence", "let the model escalate in its ModelGroup");

        shell.kubectl("patch modelgroup halves" + IN + "--type json --patch '["
                + "{\"op\": \"add\", \"path\": \"/spec/escalation\", \"value\": {\"service\": {\"name\": \"triton-large\"}}},"
                + "{\"op\": \"add\", \"path\": \"/spec/models/1/minConfidence\", \"value\": 1},"
                + "{\"op\": \"add\", \"path\": \"/spec/models/2/minConfidence\", \"value\": 1},"
                + "{\"op\": \"add\", \"path\": \"/spec/models/2/escalate\", \"value\": true}]'");
        String executed = waiting.until(
                "parity is executed elsewhere",
                () -> ask("halves-runtime parity 1300"),
                answer -> answer.contains("mlink_escalated=0"));
        assertThat(executed).contains(output(ask("triton-large parity 1300")), "mlink_confidences=1");
        assertThat(ask("halves-runtime lower 1300"))
                .contains("refused=StatusCode.UNAVAILABLE: model 'lower' is not loaded")
                .contains("minConfidence", "let the model escalate in its ModelGroup");
    }

    @Test
    @Order(3)
    void changedInputsAreNoticedAndLearned() {
        String learned = see(GROUP + "'{.status.training.id}'");
        user("change halves-runtime 200");
        try (Shell.Running change = shell.start("examples/learning/user change halves-runtime")) {
            shell.kubectl("patch modelgroup halves" + IN
                    + "--type merge --patch '{\"spec\": {\"profiling\": {\"interval\": \"2m\"}}}'");
            waiting.until("what was learned holds no more", drifted("status"), "True"::equals);
            assertThat(see(drifted("message"))).contains("is predicted with", "newer than training " + learned);
            assertThat(see("events" + IN + "--for modelgroup/halves")).contains("DriftFound");
            String noticed = see(GROUP + "'{.status.drift.profile}'");
            assertThat(Instant.parse(see(GROUP + "'{.status.selection.nextAt}'")))
                    .as("a quarter of the period later")
                    .isBetween(begin(noticed).plusSeconds(30), begin(noticed).plusSeconds(31));

            waiting.until(
                    "what is learned from changed inputs holds",
                    GROUP + "'{.status.drift.profile} {.status.conditions[?(@.type==\"Drifted\")].status}'",
                    text -> text.endsWith(" False") && !text.startsWith(noticed));
            assertThat(change.alive()).as("the user was answered all the time").isTrue();
        }
        shell.kubectl("delete modelgroup halves" + IN + "--timeout 90s");
    }

    @Test
    @Order(4)
    void twoGroupsMeetInABucketAndTrainALinkTogether() {
        shell.kubectl("apply --filename examples/learning/allies.yaml");
        for (String group : List.of("north", "south")) {
            waiting.until(
                    group + " serves",
                    "get modelgroup " + group + IN + "--output jsonpath='{.status.models[*].state}'",
                    "Active Active"::equals);
        }
        user("send north-runtime 700 850 & examples/learning/user send south-runtime 900 1050; wait");

        for (String group : List.of("north", "south")) {
            waiting.until(
                    group + " has learned with the other",
                    link(group + "-parity") + "'{.status.initialization.groups}'",
                    "[\"north\",\"south\"]"::equals);
            assertThat(see(link(group + "-parity")
                            + "'{.status.initialization.bytesSent} {.status.initialization.bytesReceived}"
                            + " {.status.initialization.rounds} {.status.initialization.kept}'"))
                    .matches("[1-9]\\d* [1-9]\\d* 3 (Local|Global|FineTuned|Fused)");
        }
        assertThat(see("get modellinks" + IN + "--output jsonpath='{.items[*].status.initialization.refused}'"))
                .contains("IncompatibleInitialisation");
    }

    private static String see(String kubectl) {
        return shell.kubectl(kubectl).strip();
    }

    private void ready() {
        waiting.until(
                "every model is answered",
                GROUP + "'{.status.conditions[?(@.type==\"Ready\")].status}'",
                "True"::equals);
    }

    private static String trainers(String job, int index) {
        return "get pods" + IN + "--selector batch.kubernetes.io/job-name=" + job
                + ",batch.kubernetes.io/job-completion-index=" + index
                + " --output jsonpath='{.items[*].metadata.name}'";
    }

    /** Empty while the pod has not begun. */
    private static String log(String pod) {
        return shell.run("eval \"$(examples/cluster/cluster env)\"; kubectl logs" + IN + pod, 1)
                .output();
    }

    private static List<String> pieces(String log) {
        return DONE.matcher(log)
                .results()
                .map(MatchResult::group)
                .filter(line -> !line.startsWith("training"))
                .toList();
    }

    private static String drifted(String field) {
        return GROUP + "'{.status.conditions[?(@.type==\"Drifted\")]." + field + "}'";
    }

    private static String link(String name) {
        return "get modellink " + name + IN + "--output jsonpath=";
    }

    /** The name of a profile says it. */
    private static Instant begin(String profile) {
        return Instant.ofEpochSecond(Long.parseLong(profile.substring(1)));
    }

    private static void user(String arguments) {
        assertThat(shell.run("examples/learning/user " + arguments, 3).status()).isZero();
    }

    private static String ask(String arguments) {
        return shell.run("examples/learning/user ask " + arguments, 1).output();
    }

    private static String output(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("output="))
                .findFirst()
                .orElse(answer);
    }
}
