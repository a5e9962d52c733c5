// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What tells one state of source files from another. */
final class Fingerprint {
    private static final Path BYTECODE = Path.of("__pycache__");

    private Fingerprint() {}

    /** SHA-256 over a text, and over the names and contents of files, and of the files in folders. Python's bytecode is no source. */
    static String of(String text, Path... filesAndFolders) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            for (Path place : filesAndFolders) {
                try (Stream<Path> files = Files.walk(place)) {
                    for (Path file : files.filter(Files::isRegularFile)
                            .filter(file -> !isBytecode(place.relativize(file)))
                            .sorted()
                            .toList()) {
                        digest.update(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            throw new UncheckedIOException("the sources of a program cannot be read: " + failure.getMessage(), failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Python writes it beside a source that it runs. */
    private static boolean isBytecode(Path file) {
        return StreamSupport.stream(file.spliterator(), false).anyMatch(BYTECODE::equals);
    }
}
