package dev.mlink.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminCertificateTest {

    private static final GroupNames NAMES = new GroupNames("ns", "doors");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private final Secret first = new AdminCertificate(NAMES, Optional.empty()).renewed(NOW);

    @Test
    void itIsMadeOnceAndAgainBeforeItEnds() {
        assertThat(new AdminCertificate(NAMES, Optional.empty()).due(NOW)).isTrue();
        AdminCertificate made = new AdminCertificate(NAMES, Optional.of(first));
        Instant last = NOW.plus(AdminCertificate.VALIDITY).minus(AdminCertificate.REST);
        assertThat(made.due(NOW)).isFalse();
        assertThat(made.due(last.minusSeconds(2))).isFalse();
        assertThat(made.due(last.plusSeconds(2))).isTrue();
    }

    @Test
    void oneThatCannotBeReadIsMadeAnew() {
        for (String key : new String[] {"tls.crt", "tls.key", "ca.crt"}) {
            Secret without = new SecretBuilder(first).removeFromData(key).build();
            assertThat(new AdminCertificate(NAMES, Optional.of(without)).due(NOW))
                    .as(key)
                    .isTrue();
        }
        Secret spoiled =
                new SecretBuilder(first).addToData("tls.crt", encoded("none")).build();
        AdminCertificate certificate = new AdminCertificate(NAMES, Optional.of(spoiled));
        assertThat(certificate.due(NOW)).isTrue();
        Secret mended = certificate.renewed(NOW);
        assertThat(text(mended, "ca.crt"))
                .as("pods still show the first")
                .isEqualTo(text(mended, "tls.crt") + text(first, "tls.crt"));
    }

    @Test
    void theOneBeforeIsTrustedOnButNotTheOneBeforeThat() {
        Secret second = new AdminCertificate(NAMES, Optional.of(first)).renewed(NOW.plus(Duration.ofDays(300)));
        Secret third = new AdminCertificate(NAMES, Optional.of(second)).renewed(NOW.plus(Duration.ofDays(600)));

        assertThat(text(second, "ca.crt")).isEqualTo(text(second, "tls.crt") + text(first, "tls.crt"));
        assertThat(new AdminCertificate(NAMES, Optional.of(third)).trusted())
                .contains(text(third, "tls.crt") + text(second, "tls.crt"));
        assertThat(text(second, "tls.key")).isNotEqualTo(text(first, "tls.key"));
    }

    @Test
    void theKeyIsSaidNowhere() {
        assertThat(SelfSignedCertificate.create("host", NOW, Duration.ofDays(1)).toString())
                .doesNotContain("BEGIN");
        assertThat(new AdminCertificate(NAMES, Optional.of(first)).toString())
                .doesNotContain(first.getData().get("tls.key"));
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
