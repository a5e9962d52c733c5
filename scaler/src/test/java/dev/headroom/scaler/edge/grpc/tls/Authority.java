// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates for tests, made anew in each run so that none ever expires in the repository. */
public final class Authority {
    /** The host of scalerAddress in tests. */
    public static final String HOST = "headroom.headroom.svc.cluster.local";

    private static final Duration EARLIER = Duration.ofHours(2);
    private static final Duration LATER = Duration.ofHours(2);
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final X500Name name;
    private final KeyPair keys;
    private final String pem;

    /** One with keys of its own, whatever its name. */
    public Authority(String name) {
        this.name = new X500Name("CN=" + name);
        this.keys = newKeys();
        this.pem = pem(signed(this.name, this.keys, Instant.now().plus(LATER), true, ""));
    }

    /**
     * Certificate and key as PEM.
     *
     * @param certificate with nothing before or after it
     * @param key PKCS#8
     */
    public record Issued(String certificate, String key) {}

    /** The authority's own certificate. */
    public String pem() {
        return pem;
    }

    /** For the service. */
    public Issued server() {
        return issue("headroom", HOST, Instant.now().plus(LATER));
    }

    /** For KEDA. */
    public Issued client() {
        return issue("keda-operator", "", Instant.now().plus(LATER));
    }

    /** For a host, or for none. */
    public Issued issue(String subject, String host, Instant until) {
        KeyPair own = newKeys();
        return new Issued(pem(signed(new X500Name("CN=" + subject), own, until, false, host)), pem(own.getPrivate()));
    }

    /** A key as PEM. */
    public static String pem(PrivateKey key) {
        try {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(new JcaPKCS8Generator(key, null));
            }
            return text.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509CertificateHolder signed(X500Name subject, KeyPair own, Instant until, boolean authority, String host) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(until.minus(LATER).minus(EARLIER)),
                    Date.from(until),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!host.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(X509CertificateHolder certificate) {
        try {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(certificate);
            }
            return text.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
