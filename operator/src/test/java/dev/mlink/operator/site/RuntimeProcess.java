package dev.mlink.operator.site;

import io.fabric8.kubernetes.api.model.Container;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The link-runtime as its image would run it, from what the build has packaged.
 *
 * @param paths mount path in the container -> directory here
 */
record RuntimeProcess(Path home, String pod, Map<String, String> paths, PodAddress address) {

    private static final Path APPLICATION = Path.of("..", "link-runtime", "target", "quarkus-app", "quarkus-run.jar");

    Process start(Container container) {
        if (!Files.exists(APPLICATION)) {
            throw new IllegalStateException(APPLICATION.toAbsolutePath().normalize()
                    + " is missing: run ./mvnw -pl link-runtime -am package -DskipTests first");
        }
        List<String> command = new ArrayList<>(
                List.of("java", "-Xmx512m", "-jar", APPLICATION.toAbsolutePath().toString()));
        container.getArgs().forEach(arg -> command.add(here(arg)));
        ProcessBuilder builder = new ProcessBuilder(command);
        container.getEnv().forEach(env -> builder.environment().put(env.getName(), here(env.getValue())));
        builder.environment().put("MLINK_ROUTING_TABLE", here("/etc/mlink/routing") + "/table.json");
        builder.environment().put("MLINK_ADMIN_TOKEN_FILE", here("/etc/mlink/admin") + "/token");
        builder.environment().put("MLINK_POD", pod);
        builder.environment().put("MLINK_GRPC_PORT", Integer.toString(address.port(8001)));
        builder.environment().put("MLINK_HTTP_PORT", Integer.toString(address.port(8000)));
        builder.environment().put("MLINK_ADMIN_PORT", Integer.toString(address.port(9001)));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(address.port(9000)));
        builder.environment().put("DJL_CACHE_DIR", System.getProperty("java.io.tmpdir") + "/mlink-test-djl");
        File log = home.resolve("log").toFile();
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the container sees at a path lies in a directory of this machine. */
    private String here(String text) {
        for (Map.Entry<String, String> path : paths.entrySet()) {
            if (text.equals(path.getKey()) || text.startsWith(path.getKey() + "/")) {
                return path.getValue() + text.substring(path.getKey().length());
            }
        }
        return text;
    }

    /** The readiness probe of the Deployment. */
    static boolean ready(PodAddress address) {
        try {
            HttpRequest probe = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + address.port(9000) + "/q/health/ready"))
                    .build();
            return HttpClient.newHttpClient()
                            .send(probe, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
