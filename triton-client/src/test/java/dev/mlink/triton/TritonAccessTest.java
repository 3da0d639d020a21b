package dev.mlink.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mlink.triton.testing.SelfSigned;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TritonAccessTest {
    private static final ByteString PEM = ByteString.copyFromUtf8("PEM");

    @Test
    void anAuthorityAloneEncrypts() {
        Tls tls = TritonAccess.open()
                .encrypted(Map.of("ca.crt", PEM), "triton.ns.svc")
                .tls()
                .orElseThrow();
        assertThat(tls).isEqualTo(new Tls(PEM, Optional.empty(), Optional.of("triton.ns.svc")));
    }

    @Test
    void aCertificateAndItsKeyAreShown() {
        Map<String, ByteString> files = Map.of("ca.crt", PEM, "tls.crt", PEM, "tls.key", PEM, "notes", PEM);
        assertThat(TritonAccess.open()
                        .encrypted(files, "triton")
                        .tls()
                        .orElseThrow()
                        .identity())
                .contains(new Tls.Identity(PEM, PEM));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertRefused(Map.of("tls.crt", PEM, "tls.key", PEM), "ca.crt is missing");
        assertRefused(Map.of("ca.crt", PEM, "tls.crt", PEM), "tls.key is missing");
        assertRefused(Map.of("ca.crt", PEM, "tls.key", PEM), "tls.crt is missing");
    }

    @Test
    void whatIsNoCertificateIsFoundOnDemand(@TempDir Path directory) {
        ByteString real = SelfSigned.create(directory).certificate();
        TritonAccess.open().encrypted(Map.of("ca.crt", real), "triton").requireReadable();
        TritonAccess wrong = TritonAccess.open().encrypted(Map.of("ca.crt", PEM), "triton");
        assertThatThrownBy(wrong::requireReadable).hasMessageContaining("write PEM");
    }

    @Test
    void eachEntryIsAKeyWithoutTheEndOfItsLine() {
        TritonAccess access = TritonAccess.open()
                .keyed(Map.of("camera", ByteString.copyFromUtf8("door\n"), "admin", ByteString.copyFromUtf8("s3")));
        assertThat(access.keys())
                .containsExactly(new RestrictedApi("admin", "s3"), new RestrictedApi("camera", "door"));
        assertThat(access.withoutKeys()).isEqualTo(TritonAccess.open());
        assertThat(access.toString()).doesNotContain("door");
    }

    @Test
    void noKeyAndNoHeaderAreRefused() {
        assertThatThrownBy(() -> TritonAccess.open().keyed(Map.of())).hasMessageContaining("it is empty");
        assertThatThrownBy(() -> TritonAccess.open().keyed(Map.of("My Key", PEM)))
                .hasMessageContaining("'My Key'");
    }

    private static void assertRefused(Map<String, ByteString> files, String why) {
        assertThatThrownBy(() -> TritonAccess.open().encrypted(files, "triton"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
