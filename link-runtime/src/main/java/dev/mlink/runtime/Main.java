package dev.mlink.runtime;

import dev.mlink.runtime.evaluation.EvaluateCommand;
import dev.mlink.runtime.serving.ServeCommand;
import dev.mlink.runtime.training.TrainCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** One program, one command per role. */
@QuarkusMain
@Command(
        name = "link-runtime",
        description = "MLink's data plane.",
        mixinStandardHelpOptions = true,
        subcommands = {ServeCommand.class, TrainCommand.class, EvaluateCommand.class, HelpCommand.class})
public final class Main {

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
