// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A Secret as the kubelet mounts it: the files are links through a link {@code ..data} to a folder with a time for a name, and that one
 * link is exchanged.
 */
public final class SecretFolder {
    public static final String CERTIFICATE = "tls.crt";
    public static final String KEY = "tls.key";
    public static final String CA = "ca.crt";

    private final Path folder;

    /** Holds nothing yet. */
    public SecretFolder(Path folder) {
        this.folder = folder;
    }

    /** Exchanges everything at once. */
    public SecretFolder mount(Authority.Issued issued, String clientCa) {
        return mount(Map.of(CERTIFICATE, issued.certificate(), KEY, issued.key(), CA, clientCa));
    }

    /** Exchanges everything at once. */
    public SecretFolder mount(Map<String, String> files) {
        try {
            Path target = Files.createDirectories(folder.resolve("..version-" + UUID.randomUUID()));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(target.resolve(file.getKey()), file.getValue());
            }
            Path data = folder.resolve("..data");
            Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), target.getFileName());
            Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            for (String name : files.keySet()) {
                if (!Files.exists(folder.resolve(name))) {
                    Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a file is found. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** For a port that asks for no certificates. */
    public PemFiles files() {
        return new PemFiles(file(CERTIFICATE), file(KEY), Optional.empty());
    }

    /** For a port that does. */
    public PemFiles filesWithClientCa() {
        return new PemFiles(file(CERTIFICATE), file(KEY), Optional.of(file(CA)));
    }
}
