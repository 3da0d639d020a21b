package dev.mlink.triton;

import com.google.protobuf.ByteString;
import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.util.Optional;

/**
 * How Triton and we recognise each other. All certificates and keys are PEM; a key is PKCS#8 without a password.
 *
 * @param trusted certificates that Triton's must lead to
 * @param identity what we show, where Triton asks for it ({@code --grpc-use-ssl-mutual})
 * @param authority the name that Triton's certificate must bear, where that is not the host of the address: behind a
 *     Service each endpoint is reached by its own IP address
 */
public record Tls(ByteString trusted, Optional<Identity> identity, Optional<String> authority) {

    /** Nothing connects before the first call. */
    private static final TritonAddress NOWHERE = new TritonAddress("localhost", 1);

    /** A certificate chain and its private key. */
    public record Identity(ByteString certificates, ByteString key) {

        /** The key is a secret. */
        @Override
        public String toString() {
            return "Identity[]";
        }
    }

    /** Trusts these, shows nothing, and expects the address's own name. */
    public static Tls trusting(ByteString certificates) {
        return new Tls(certificates, Optional.empty(), Optional.empty());
    }

    /** @throws IllegalArgumentException when a certificate or key is none */
    void requireReadable() {
        channelTo(NOWHERE);
    }

    NettyChannelBuilder channelTo(TritonAddress address) {
        try {
            NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address.host(), address.port(), credentials());
            authority.ifPresent(builder::overrideAuthority);
            return builder;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "TLS certificates or key cannot be read (" + unreadable.getMessage()
                            + "): write PEM, the key as PKCS#8 without a password",
                    unreadable);
        }
    }

    private ChannelCredentials credentials() throws IOException {
        TlsChannelCredentials.Builder credentials =
                TlsChannelCredentials.newBuilder().trustManager(trusted.newInput());
        if (identity.isPresent()) {
            credentials.keyManager(
                    identity.get().certificates().newInput(),
                    identity.get().key().newInput());
        }
        return credentials.build();
    }
}
