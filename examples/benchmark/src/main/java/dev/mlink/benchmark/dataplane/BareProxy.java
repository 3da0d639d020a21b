package dev.mlink.benchmark.dataplane;

import dev.mlink.triton.InferencePassThrough;
import java.io.IOException;

/** {@code BareProxy PORT UPSTREAM_PORT}: hands bytes on and does nothing else; the least that any proxy in Java costs. */
final class BareProxy {

    private BareProxy() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var upstream =
                new ByteClient<>(ByteClient.channel(Integer.parseInt(arguments[1])), InferencePassThrough.METHOD);
        ByteServer.serve(
                Integer.parseInt(arguments[0]),
                ByteServer.service(upstream::call).build());
    }
}
