// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * A certificate, its key and the authorities of clients that were read together. Sessions belong to one of these, so no client resumes a
 * session under authorities that are no longer trusted.
 *
 * @param certificate of the service
 * @param clientCas authorities of clients; empty where clients need no certificate
 * @param context for handshakes
 */
record Credentials(X509Certificate certificate, List<X509Certificate> clientCas, SslContext context) {
    /** KEDA's own least version is 1.2. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Kinds of names in a certificate: RFC 5280, 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    static Credentials of(PemFiles files, PemFiles.Contents contents, Instant now) throws UnusableTls {
        String certificateFile = "headroom.tls.certificate " + files.certificate();
        String keyFile = "headroom.tls.key " + files.key();
        List<X509Certificate> chain = Pem.certificates(certificateFile, contents.certificate());
        X509Certificate certificate = chain.get(0);
        requireInForce(certificateFile, certificate, now);
        PublicKey publicKey = certificate.getPublicKey();
        PrivateKey key = Pem.key(keyFile, contents.key(), publicKey.getAlgorithm());
        if (!fit(key, publicKey)) {
            throw new UnusableTls(keyFile + " must hold the key of the first certificate of " + files.certificate()
                    + " (" + name(certificate) + "), holds another");
        }
        List<X509Certificate> clientCas = clientCas(files, contents.clientCa(), now);
        return new Credentials(certificate, clientCas, context(key, chain, clientCas));
    }

    Instant end() {
        return certificate.getNotAfter().toInstant();
    }

    /** Those that a scalerAddress may name. */
    List<String> names() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return Stream.ofNullable(names)
                    .flatMap(Collection::stream)
                    .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                    .map(name -> name.get(1).toString())
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    String issuer() {
        return certificate.getIssuerX500Principal().getName();
    }

    /** For the log. */
    String described() {
        return "names=" + String.join(",", names()) + " issuer=\"" + issuer() + "\" until=" + end() + " clients="
                + (clientCas.isEmpty() ? "any" : "of " + authorities());
    }

    String authorities() {
        return clientCas.stream().map(ca -> "\"" + name(ca) + "\"").collect(Collectors.joining(", "));
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static void requireInForce(String what, X509Certificate certificate, Instant now) throws UnusableTls {
        if (now.isBefore(certificate.getNotBefore().toInstant())
                || now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new UnusableTls(what + " must be valid now, is valid from "
                    + certificate.getNotBefore().toInstant() + " until "
                    + certificate.getNotAfter().toInstant());
        }
    }

    /** An expired authority is of no use, but does no harm beside a valid one: that is how authorities are exchanged. */
    private static List<X509Certificate> clientCas(PemFiles files, Optional<String> text, Instant now)
            throws UnusableTls {
        if (text.isEmpty()) {
            return List.of();
        }
        String what = "headroom.tls.client-ca " + files.clientCa().orElseThrow();
        List<X509Certificate> inForce = Pem.certificates(what, text.get()).stream()
                .filter(ca -> !now.isAfter(ca.getNotAfter().toInstant()))
                .toList();
        if (inForce.isEmpty()) {
            throw new UnusableTls(what + " must hold a CA certificate that is valid now, all have expired");
        }
        return inForce;
    }

    private static boolean fit(PrivateKey key, PublicKey publicKey) throws UnusableTls {
        byte[] something = "headroom".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(signatureFor(key.getAlgorithm()));
            signature.initSign(key);
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(something);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new UnusableTls(
                    "headroom.tls.key must be RSA, EC or Ed25519, was " + key.getAlgorithm() + ": " + e.getMessage());
        }
    }

    private static String signatureFor(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }

    private static SslContext context(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> clientCas)
            throws UnusableTls {
        SslContextBuilder builder = SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new));
        if (!clientCas.isEmpty()) {
            builder.trustManager(clientCas.toArray(X509Certificate[]::new)).clientAuth(ClientAuth.REQUIRE);
        }
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new UnusableTls("certificate and key cannot be used for TLS: " + e.getMessage());
        }
    }
}
