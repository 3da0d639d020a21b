package dev.mlink.runtime.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.mlink.runtime.store.ArtifactException;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code evaluate}: scores every activation set on samples that were never learned from. Predictors are chosen as for
 * serving, on the selection part of the training's profile.
 */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Scores every activation set on held-out exact outputs; prints one JSON object per set, best last.")
public final class EvaluateCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = "--outputs",
            required = true,
            paramLabel = "FILE.npz",
            description = "One array per model, [samples, ...]: its exact outputs of the same held-out inputs.")
    Path outputs;

    @Option(
            names = "--training",
            paramLabel = "ID",
            defaultValue = Option.NULL_VALUE,
            description = "Whose artefacts (default: the newest training).")
    Optional<String> training;

    @Option(
            names = "--budget",
            paramLabel = "BYTES",
            defaultValue = Option.NULL_VALUE,
            description = "Only sets that fit, such as 640Mi; needs --memory. Every set when absent.")
    Optional<String> budget;

    @Option(
            names = "--memory",
            split = ",",
            paramLabel = "MODEL=BYTES",
            description = "What each model takes while loaded, such as class=400Mi,parity=120Mi.")
    Map<String, String> memory = new LinkedHashMap<>();

    @Option(
            names = "--ladder",
            paramLabel = "LADDER",
            defaultValue = "FULL",
            description = "Which predictors may serve: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Ladder ladder;

    @Option(
            names = "--set",
            paramLabel = "MODEL,...",
            description = "Only this activation set; may be given several times. Every set that fits when absent.")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--max-disagreement",
            split = ",",
            paramLabel = "[MODEL=]RATE",
            description =
                    "Also certify, on the training's profile, that predictions disagree no more often, such as 0.05"
                            + " for every model or class=0.05,parity=0.01; prints what the certificate comes to on --outputs.")
    List<String> maxDisagreement = new ArrayList<>();

    @Option(
            names = "--store",
            paramLabel = "STORE",
            defaultValue = "${env:MLINK_STORE:-/store}",
            description = "A directory or s3://bucket/prefix (default: $MLINK_STORE, else /store).")
    String store;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            evaluate().forEach(this::print);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IllegalArgumentException
                | MissingEvidenceException
                | ArtifactException
                | StoreUnavailableException wrong) {
            return fail(wrong.getMessage());
        } catch (FileSystemException wrong) {
            return fail("cannot use the file " + wrong.getFile() + " ("
                    + wrong.getClass().getSimpleName() + ")");
        }
    }

    private int fail(String sentence) {
        spec.commandLine().getErr().println("evaluate: " + sentence);
        spec.commandLine().getErr().flush();
        return FAILED;
    }

    private List<SetLine> evaluate() throws IOException {
        Store opened = Store.open(store);
        String id = training.isPresent() ? training.get() : newestTraining(opened);
        Training trained = new TrainingReader(opened).read(id);
        Memory available = memory();
        Observations held = new HeldOutputs(outputs).read(trained.models());
        Bench choosing = trained.bench(trained.profile().part(trained.split().selection()));
        Bench certifying = trained.bench(trained.profile().part(trained.split().certification()));
        Bench reporting = trained.bench(held, held);
        Assessment assessment = trained.assessment(choosing, reporting, ladder);
        CertificateAudit audit = new CertificateAudit(
                trained.confidenceAssessment(choosing, certifying),
                reporting,
                DisagreementLimits.parse(maxDisagreement, trained.models().keySet()));
        return sets(available, trained.models().keySet()).stream()
                .map(assessment::assess)
                .map(evaluation -> SetLine.of(evaluation, available, audit.of(evaluation)))
                .sorted(Comparator.comparingDouble(SetLine::objective))
                .toList();
    }

    private List<Set<String>> sets(Memory available, Set<String> models) {
        List<Set<String>> feasible = available.feasibleSets(models);
        if (only.isEmpty()) {
            return feasible;
        }
        List<Set<String>> wanted =
                only.stream().map(set -> Set.of(set.split(","))).toList();
        wanted.stream().filter(set -> !feasible.contains(set)).findFirst().ifPresent(set -> {
            throw new IllegalArgumentException("--set " + set + " is no set of " + models
                    + " that fits; write names of the training, separated by commas");
        });
        return wanted;
    }

    private String newestTraining(Store opened) throws IOException {
        return opened.trainings().newestFirst().stream()
                .findFirst()
                .orElseThrow(() -> new MissingEvidenceException(
                        "the store " + store + " has no finished training; run `train --plan FILE` first"));
    }

    private Memory memory() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        memory.forEach((model, text) ->
                bytes.put(model, Quantity.parse("--memory " + model, text).bytes()));
        return new Memory(
                bytes, budget.map(text -> Quantity.parse("--budget", text).bytes()));
    }

    private void print(SetLine line) {
        try {
            ObjectMapper json = JsonMapper.builder().addModule(new Jdk8Module()).build();
            spec.commandLine().getOut().println(json.writeValueAsString(line));
        } catch (IOException impossible) {
            throw new IllegalStateException("a record of numbers and names is JSON", impossible);
        }
    }
}
