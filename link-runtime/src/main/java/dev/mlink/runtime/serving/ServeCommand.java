package dev.mlink.runtime.serving;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code serve}: answers until it is told to stop. Only this command starts Quarkus, and with it the servers. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Answers for every model of a group; settings come from MLINK_* variables.")
public final class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Quarkus.run();
        return 0;
    }
}
