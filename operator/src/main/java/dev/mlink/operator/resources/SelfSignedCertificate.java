package dev.mlink.operator.resources;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A certificate that nobody else vouches for, and its key.
 *
 * @param certificate PEM
 * @param key PEM, PKCS#8 without a password
 */
record SelfSignedCertificate(String certificate, String key) {

    private static final int SERIAL_BITS = 127;
    /** Clocks of nodes differ. */
    private static final Duration EARLIER = Duration.ofHours(1);

    /** A new one for a host, on the curve P-256. */
    static SelfSignedCertificate create(String host, Instant now, Duration validity) {
        try {
            SecureRandom random = new SecureRandom();
            KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
            curve.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = curve.generateKeyPair();
            BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
            // of two with one subject gRPC trusts one; the host is beside it, since a common name has 64 characters at
            // most
            X500Name subject = new X500Name("CN=mlink-" + serial.toString(16));
            X509CertificateHolder signed = new JcaX509v3CertificateBuilder(
                            subject,
                            serial,
                            Date.from(now.minus(EARLIER)),
                            Date.from(now.plus(validity)),
                            subject,
                            keys.getPublic())
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, host)))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            return new SelfSignedCertificate(
                    pem("CERTIFICATE", signed.getEncoded()),
                    pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("this JDK makes no certificate", impossible);
        }
    }

    /** Until when a certificate is valid; empty when the text is none. */
    static Optional<Instant> end(String certificate) {
        try {
            X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(read.getNotAfter().toInstant());
        } catch (CertificateException none) {
            return Optional.empty();
        }
    }

    private static String pem(String kind, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(kind, content));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "SelfSignedCertificate[]";
    }
}
