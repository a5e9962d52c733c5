// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test, made with the JDK's {@code keytool}; what it issues lies in PEM files of its directory. */
public final class CertificateAuthority {
    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";
    private static final int LINE = 64;

    private final Path directory;
    private int issued;

    /**
     * What a certificate is for.
     *
     * @param subject its distinguished name, such as {@code CN=headroom}
     * @param alternativeNames in keytool's form, such as {@code dns:headroom.example}; none for none
     * @param from when it begins to be in force, in keytool's form: {@code +0S} is now
     */
    public record Request(String subject, List<String> alternativeNames, String from) {}

    /** A new authority, in force for two days. */
    public CertificateAuthority(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = Files.createDirectories(directory);
        keytool(AUTHORITY, List.of("-dname", "CN=" + AUTHORITY, "-ext", "bc:c", "-validity", "2"));
        Files.writeString(
                certificate(),
                pem("CERTIFICATE", store().getCertificate(AUTHORITY).getEncoded()));
    }

    /** Its own certificate: clients that have it trust what it issues. */
    public Path certificate() {
        return directory.resolve("ca.crt");
    }

    /** Where the certificate of a name lies. */
    public Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    /** Where the key of a name lies: PKCS#8, without a password. */
    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /** Issues a certificate for a day; each file of the name changes at one moment. */
    public void issue(String name, Request request) throws IOException, InterruptedException, GeneralSecurityException {
        String alias = name + "-" + issued++;
        List<String> options = new ArrayList<>(List.of("-dname", request.subject(), "-startdate", request.from()));
        options.addAll(List.of("-validity", "1", "-signer", AUTHORITY));
        if (!request.alternativeNames().isEmpty()) {
            options.addAll(List.of("-ext", "san=" + String.join(",", request.alternativeNames())));
        }
        keytool(alias, options);
        KeyStore store = store();
        replace(
                key(name),
                pem("PRIVATE KEY", store.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
        replace(
                certificate(name),
                pem("CERTIFICATE", store.getCertificate(alias).getEncoded()));
    }

    /** Whole or not at all; that both files do not change at one moment is what their reader must bear. */
    private void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(directory.resolve(file.getFileName() + ".next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void keytool(String alias, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve("store.p12").toString(),
                "-storepass",
                PASSWORD));
        command.addAll(more);
        Path log = directory.resolve("keytool.log");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool ended with " + exit + ": " + Files.readString(log));
        }
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(directory.resolve("store.p12").toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
