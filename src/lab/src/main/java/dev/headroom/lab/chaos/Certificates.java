// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.service.FreePorts;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.Map;
import java.util.TreeMap;

/** An authority and certificates of it for the gRPC port, made with the JDK's {@code keytool}, in the files that the service reads. */
final class Certificates {
    private static final String HOST = "headroom.example";
    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";
    private static final int LINE = 64;

    private final Path directory;
    private int issued;

    /** With a certificate in force for a day. */
    Certificates(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        keytool(AUTHORITY, "-dname", "CN=" + AUTHORITY, "-ext", "bc:c", "-validity", "2");
        Files.writeString(
                authority(),
                pem("CERTIFICATE", store().getCertificate(AUTHORITY).getEncoded()));
        issue("+0S");
    }

    /** What the service is told. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("headroom.tls.certificate", directory.resolve("tls.crt").toString());
        settings.put("headroom.tls.key", directory.resolve("tls.key").toString());
        settings.put("headroom.tls.reload-period", "PT2S");
        // A caller meets the certificate in force only with a new connection.
        settings.put("headroom.grpc.max-connection-age", "PT5S");
        settings.put("headroom.grpc.max-connection-age-grace", "PT2S");
        return settings;
    }

    /** From now on the files hold a certificate that ends a day from now. */
    void renew() throws Exception {
        issue("+0S");
    }

    /** From now on the files hold a certificate that ends so many seconds from now. */
    void endIn(int seconds) throws Exception {
        issue("-1d+" + seconds + "S");
    }

    /** By which way a caller comes that trusts the authority. */
    ManagedChannel channel(FreePorts ports) {
        try (InputStream trusted = Files.newInputStream(authority())) {
            return NettyChannelBuilder.forAddress("127.0.0.1", ports.grpc())
                    .overrideAuthority(HOST)
                    .sslContext(
                            GrpcSslContexts.forClient().trustManager(trusted).build())
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException("the authority's certificate cannot be read", failure);
        }
    }

    private void issue(String from) throws Exception {
        String alias = "server-" + issued++;
        keytool(
                alias,
                "-dname",
                "CN=headroom",
                "-ext",
                "san=dns:" + HOST,
                "-startdate",
                from,
                "-validity",
                "1",
                "-signer",
                AUTHORITY);
        KeyStore store = store();
        replace(
                "tls.key",
                pem("PRIVATE KEY", store.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
        replace("tls.crt", pem("CERTIFICATE", store.getCertificate(alias).getEncoded()));
    }

    /** Whole or not at all; that both do not change at one moment is what the service must bear. */
    private void replace(String name, String text) throws IOException {
        Path next = Files.writeString(directory.resolve(name + ".next"), text);
        Files.move(next, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void keytool(String alias, String... more) throws IOException, InterruptedException {
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
        command.addAll(List.of(more));
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

    private Path authority() {
        return directory.resolve("ca.crt");
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
