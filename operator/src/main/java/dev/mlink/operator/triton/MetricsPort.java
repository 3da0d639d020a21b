package dev.mlink.operator.triton;

import dev.mlink.operator.triton.TritonReply.Ok;
import dev.mlink.operator.triton.TritonReply.Refused;
import dev.mlink.operator.triton.TritonReply.Unreachable;
import dev.mlink.triton.TritonAddress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Reads the metrics pages of Tritons.
 *
 * @param patience for one page
 */
record MetricsPort(HttpClient http, Duration patience) {

    static MetricsPort within(Duration patience) {
        return new MetricsPort(HttpClient.newHttpClient(), patience);
    }

    TritonReply<MetricsPage> read(TritonAddress metrics) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + metrics + "/metrics"))
                .timeout(patience)
                .build();
        try {
            HttpResponse<String> page = http.send(request, HttpResponse.BodyHandlers.ofString());
            return page.statusCode() == HttpURLConnection.HTTP_OK
                    ? new Ok<>(new MetricsPage(page.body()))
                    : new Refused<>(page(metrics) + " answers " + page.statusCode());
        } catch (IOException failure) {
            return new Unreachable<>(page(metrics) + " cannot be read (" + failure + ")");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Unreachable<>(page(metrics) + " was not waited for");
        }
    }

    /** The page by its name, to begin a sentence with. */
    static String page(TritonAddress metrics) {
        return "the metrics page of Triton at " + metrics + " (spec.triton.service.metricsPort)";
    }
}
