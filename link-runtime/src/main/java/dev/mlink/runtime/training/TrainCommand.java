package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.MissingEvidenceException;
import dev.mlink.runtime.store.ArtifactException;
import dev.mlink.runtime.store.Retention;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.store.StoreUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: fits priors, links and ensembles to a profile, and writes artefacts and a report to the store. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Learns links and ensembles from a profile in the store.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything in this share is done",
            "1:it failed, and may go on when it is run again",
            "2:the command line is wrong",
            "3:the plan or the profile is wrong: running it again does not help"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int REFUSED = 3;

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "A TrainingPlan as JSON.")
    Path plan;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            defaultValue = "${env:MLINK_STORE:-/store}",
            description = "A directory or s3://bucket/prefix (default: $MLINK_STORE, else /store).")
    String store;

    @Option(
            names = "--keep-trainings",
            paramLabel = "N",
            defaultValue = "3",
            description = "At the end older ones go, unless the routing table in force names them (default: 3).")
    int keepTrainings;

    @Option(
            names = "--keep-samples",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description = "At the end the samples of pods that are gone for longer go (default: PT24H).")
    Duration keepSamples;

    @Option(
            names = "--shares",
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "How many pods train together (default: 1).")
    int shares;

    @Option(
            names = "--share",
            paramLabel = "INDEX",
            defaultValue = "${env:JOB_COMPLETION_INDEX:-0}",
            description = "Which of them this is, from 0 (default: $JOB_COMPLETION_INDEX, else 0).")
    int share;

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            description = "Networks that are fitted side by side (default: one for each core).")
    Optional<Integer> threads;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            String json = Files.readString(plan);
            Plan parsed = Plan.parse(json);
            Retention retention = new Retention(keepTrainings, keepSamples);
            Store opened = Store.open(store);
            new TrainingRun(
                            opened,
                            new Torch(),
                            threads.map(Crew::new).orElseGet(Crew::ofAllCores),
                            Clock.systemUTC(),
                            line -> {
                                out.println(line);
                                out.flush();
                            })
                    .run(parsed, json, new Share(share, shares));
            prune(opened, retention, out);
            return 0;
        } catch (IllegalArgumentException wrong) {
            return fail(REFUSED, wrong.getMessage());
        } catch (MissingEvidenceException | ArtifactException | StoreUnavailableException wrong) {
            return fail(FAILED, wrong.getMessage());
        } catch (FileSystemException wrong) {
            return fail(
                    FAILED,
                    "cannot use the file " + wrong.getFile() + " ("
                            + wrong.getClass().getSimpleName() + ")");
        }
    }

    /** What is learned is learned, whether or not room could be made behind it. */
    private static void prune(Store store, Retention retention, PrintWriter out) {
        try {
            out.println("removed " + store.prune(retention));
        } catch (IOException notNow) {
            out.println("nothing more is removed: " + notNow.getMessage());
        }
        out.flush();
    }

    private int fail(int code, String sentence) {
        spec.commandLine().getErr().println("train: " + sentence);
        spec.commandLine().getErr().flush();
        return code;
    }
}
