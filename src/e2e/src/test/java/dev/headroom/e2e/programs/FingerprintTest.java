// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    /** Of the text "recipe", then "locustfile.py" and "pass". A change of it would build every program again. */
    private static final String KNOWN = "34ed1b3a89c65b19640bff218a0e6d349bfd6d94e1b6e1426ea3ca96c1499849";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("locustfile.py"), "pass");
    }

    @Test
    void staysTheSameBetweenVersionsOfTheRun() {
        assertThat(Fingerprint.of("recipe", folder)).isEqualTo(KNOWN);
    }

    @Test
    void leavesOutBytecodeThatPythonWrites() throws IOException {
        for (String cache : new String[] {"__pycache__", "package/__pycache__"}) {
            Files.writeString(Files.createDirectories(folder.resolve(cache)).resolve("locustfile.pyc"), "bytecode");
        }

        assertThat(Fingerprint.of("recipe", folder)).isEqualTo(KNOWN);
    }

    @Test
    void changesWithASource() throws IOException {
        Files.writeString(folder.resolve("version"), "2.47.0");

        assertThat(Fingerprint.of("recipe", folder)).isNotEqualTo(KNOWN);
    }
}
