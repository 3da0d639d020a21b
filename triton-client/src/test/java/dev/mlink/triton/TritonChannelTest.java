package dev.mlink.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mlink.triton.testing.SelfSigned;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no server; the rest is in {@code TritonChannelIT}. */
class TritonChannelTest {
    private static final TritonAddress ADDRESS = new TritonAddress("127.0.0.1", 1);

    @Test
    void refusesCertificatesThatAreNone() {
        Tls tls = Tls.trusting(ByteString.copyFromUtf8("no certificate"));
        assertThatThrownBy(() -> TritonChannel.to(ADDRESS).with(tls).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write PEM");
    }

    @Test
    void refusesAKeyThatIsNone(@TempDir Path directory) {
        ByteString certificate = SelfSigned.create(directory).certificate();
        Tls.Identity identity = new Tls.Identity(certificate, ByteString.copyFromUtf8("no key"));
        Tls tls = new Tls(certificate, Optional.of(identity), Optional.empty());
        assertThatThrownBy(() -> TritonChannel.to(ADDRESS).with(tls).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PKCS#8");
    }

    @Test
    void refusesARestrictedApiKeyThatIsNoHeader() {
        assertThatThrownBy(() -> new RestrictedApi("Admin Key", "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Admin Key'");
    }

    @Test
    void printsNoSecrets() {
        assertThat(new RestrictedApi("key", "secret").toString()).doesNotContain("secret");
        Tls.Identity identity = new Tls.Identity(ByteString.EMPTY, ByteString.copyFromUtf8("secret"));
        assertThat(identity.toString()).doesNotContain("secret");
    }

    @Test
    void passThroughKeepsEveryByte() throws IOException {
        byte[] message = {0, -1, 7};
        var marshaller = InferencePassThrough.METHOD.getRequestMarshaller();

        assertThat(marshaller.parse(marshaller.stream(message))).isEqualTo(message);
        assertThat(marshaller.parse(new ByteArrayInputStream(message))).isEqualTo(message);
    }
}
