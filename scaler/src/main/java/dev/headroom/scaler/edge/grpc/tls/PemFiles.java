// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the credentials lie.
 *
 * @param certificate of the service, followed by those between it and its authority
 * @param key of the certificate
 * @param clientCa authorities of clients; with them only clients that have a certificate are served
 */
public record PemFiles(Path certificate, Path key, Optional<Path> clientCa) {
    /** A bundle of all public authorities has a quarter of this. */
    private static final int LARGEST_BYTES = 1 << 20;

    /** More than Kubernetes needs to exchange a folder once. */
    private static final int ATTEMPTS = 3;

    /**
     * From settings, which belong together.
     *
     * @return empty for a port that speaks plain text
     */
    public static Optional<PemFiles> of(Optional<Path> certificate, Optional<Path> key, Optional<Path> clientCa) {
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new PemFiles(certificate.get(), key.get(), clientCa));
        }
        if (certificate.isPresent() || key.isPresent() || clientCa.isPresent()) {
            throw new IllegalArgumentException(
                    "headroom.tls.certificate and headroom.tls.key must be set together, and headroom.tls.client-ca only with"
                            + " them, were " + shown(certificate) + ", " + shown(key) + " and " + shown(clientCa));
        }
        return Optional.empty();
    }

    /**
     * The contents of the files at one moment.
     *
     * @param certificate text of the file
     * @param key text of the file
     * @param clientCa text of the file
     */
    record Contents(String certificate, String key, Optional<String> clientCa) {
        /** Without the key. */
        @Override
        public String toString() {
            return "Contents[certificate=" + certificate + ", clientCa=" + clientCa + "]";
        }
    }

    /** Read again until two readings agree: Kubernetes exchanges all files of a folder between one look and the next. */
    Contents read() throws UnusableTls {
        Contents last = readOnce();
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            Contents again = readOnce();
            if (again.equals(last)) {
                return again;
            }
            last = again;
        }
        return last;
    }

    private Contents readOnce() throws UnusableTls {
        return new Contents(
                text("headroom.tls.certificate", certificate),
                text("headroom.tls.key", key),
                clientCa.isPresent() ? Optional.of(text("headroom.tls.client-ca", clientCa.get())) : Optional.empty());
    }

    private static String text(String setting, Path file) throws UnusableTls {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] read = bytes.readNBytes(LARGEST_BYTES + 1);
            if (read.length > LARGEST_BYTES) {
                throw new UnusableTls(
                        setting + " " + file + " must have at most " + LARGEST_BYTES + " bytes, has more");
            }
            return new String(read, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new UnusableTls(setting + " " + file + " must be a PEM file, does not exist");
        } catch (IOException e) {
            throw new UnusableTls(setting + " " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static String shown(Optional<Path> path) {
        return path.map(Path::toString).orElse("unset");
    }
}
