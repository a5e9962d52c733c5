// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndToEndTest {
    @TempDir
    private Path folder;

    @Test
    void refusesValuesOfAClusterThatNobodyNamed() {
        assertThat(said("--set", "image.tag=1.0"))
                .isEqualTo("e2e: --set and --bootstrap-servers are for a cluster that --kubeconfig names");
        assertThat(said("--bootstrap-servers", "kafka:9092")).contains("--kubeconfig");
    }

    @Test
    void refusesAKubeconfigThatCannotBeRead() {
        Path missing = folder.resolve("none");
        assertThat(said("--kubeconfig", missing.toString()))
                .isEqualTo("e2e: --kubeconfig " + missing + " cannot be read");
    }

    @Test
    void refusesToKeepAClusterThatItDidNotStart() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), "apiVersion: v1\nkind: Config\n");
        assertThat(said("up", "--kubeconfig", file.toString()))
                .isEqualTo("e2e: up and down are for a cluster of this machine: leave out --kubeconfig");
    }

    @Test
    void refusesAScenarioThatDoesNotExist() {
        assertThat(said("lop")).startsWith("e2e: scenario 'lop' does not exist; known are install, loop, scale");
    }

    private String said(String... arguments) {
        System.setProperty("headroom.home", folder.toString());
        StringWriter errors = new StringWriter();
        int exit = EndToEnd.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
        assertThat(exit).isEqualTo(2);
        return errors.toString().strip();
    }
}
