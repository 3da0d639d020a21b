package dev.mlink.runtime.training;

import dev.mlink.runtime.evaluation.MissingEvidenceException;
import dev.mlink.runtime.store.ArtifactException;
import dev.mlink.runtime.store.Store;
import dev.mlink.runtime.store.StoreUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: fits priors, links and ensembles to a profile, and writes artefacts and a report to the store. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Learns links and ensembles from a profile in the store.")
public final class TrainCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "A TrainingPlan as JSON.")
    Path plan;

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
        PrintWriter out = spec.commandLine().getOut();
        try {
            String json = Files.readString(plan);
            Plan parsed = Plan.parse(json);
            new TrainingRun(Store.open(store), new Torch(), Clock.systemUTC(), line -> {
                        out.println(line);
                        out.flush();
                    })
                    .run(parsed, json);
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
        spec.commandLine().getErr().println("train: " + sentence);
        spec.commandLine().getErr().flush();
        return FAILED;
    }
}
