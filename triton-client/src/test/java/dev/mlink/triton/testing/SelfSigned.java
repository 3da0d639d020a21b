package dev.mlink.triton.testing;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate that signed itself, and its key, made by the JDK's keytool. Valid for {@code 127.0.0.1} and
 * {@code triton.test}.
 *
 * @param certificate PEM
 * @param key PEM, PKCS#8
 */
public record SelfSigned(ByteString certificate, ByteString key) {
    private static final String ALIAS = "mlink";
    private static final String PASSWORD = "changeit";

    /** Makes one with a temporary key store in that directory. */
    public static SelfSigned create(Path directory) {
        return create(directory, "-1H");
    }

    /** One that was valid for two days until a week ago. */
    public static SelfSigned expired(Path directory) {
        return create(directory, "-9d");
    }

    private static SelfSigned create(Path directory, String from) {
        Path store = directory.resolve("self-signed.p12");
        try {
            keytool(store, from);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Files.delete(store);
            return new SelfSigned(
                    pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
                    pem(
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("no certificate could be made", failure);
        }
    }

    private static void keytool(Path store, String from) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=triton.test",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:triton.test",
                        "-startdate",
                        from,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("keytool failed: " + output);
        }
    }

    private static ByteString pem(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return ByteString.copyFromUtf8("-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, body));
    }
}
