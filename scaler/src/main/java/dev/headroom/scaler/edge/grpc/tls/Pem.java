// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys from the text of a PEM file; text between the blocks is ignored, as other programs do. */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PKCS8 = "PRIVATE KEY";

    private Pem() {}

    /** At least one, in the order of the file. */
    static List<X509Certificate> certificates(String what, String text) throws UnusableTls {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(CERTIFICATE)) {
                certificates.add(certificate(what, bytes(what, block.group(2))));
            }
        }
        if (certificates.isEmpty() || unfinished(text)) {
            throw new UnusableTls(what + " must hold whole blocks of BEGIN CERTIFICATE, has " + certificates.size()
                    + (unfinished(text) ? " and an unfinished one" : ""));
        }
        return certificates;
    }

    /** The first private key. */
    static PrivateKey key(String what, String text, String algorithm) throws UnusableTls {
        Matcher block = BLOCK.matcher(text);
        List<String> others = new ArrayList<>();
        while (block.find()) {
            if (block.group(1).equals(PKCS8)) {
                return key(what, bytes(what, block.group(2)), algorithm);
            }
            others.add("BEGIN " + block.group(1));
        }
        throw new UnusableTls(what + " must hold a whole block of BEGIN PRIVATE KEY (PKCS#8), has "
                + (others.isEmpty() ? "none" : String.join(", ", others))
                + ": openssl pkcs8 -topk8 -nodes -in old.key -out tls.key");
    }

    private static boolean unfinished(String text) {
        return text.split("-----BEGIN ", -1).length != text.split("-----END ", -1).length;
    }

    private static X509Certificate certificate(String what, byte[] bytes) throws UnusableTls {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new UnusableTls(what + " must hold X.509 certificates, holds an invalid one: " + e.getMessage());
        }
    }

    private static PrivateKey key(String what, byte[] bytes, String algorithm) throws UnusableTls {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw new UnusableTls(what + " must hold the certificate's key (" + algorithm + "), holds another");
        }
    }

    private static byte[] bytes(String what, String base64) throws UnusableTls {
        try {
            return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new UnusableTls(what + " must hold Base64 between BEGIN and END: " + e.getMessage());
        }
    }
}
