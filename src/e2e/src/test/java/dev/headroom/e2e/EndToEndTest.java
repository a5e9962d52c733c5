// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void refusesAFileThatIsNotAKubeconfig() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), "clusters: [");
        assertThat(said("--kubeconfig", file.toString()))
                .startsWith("e2e: --kubeconfig " + file + " is not a kubeconfig: ");
    }

    @Test
    void refusesAKubeconfigWithoutACurrentContext() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), "apiVersion: v1\nkind: Config\n");
        assertThat(said("--kubeconfig", file.toString()))
                .isEqualTo("e2e: --kubeconfig " + file
                        + " has no current context that it defines: set it with kubectl config use-context");
    }

    @Test
    void refusesAClusterThatDoesNotAnswer() throws IOException {
        GivenApiServer gone = GivenApiServer.started(Map.of());
        gone.close();
        assertThat(said("--kubeconfig", gone.kubeconfig(folder).toString()))
                .startsWith("e2e: the cluster at " + gone.url() + " does not answer: ");
    }

    @Test
    void refusesAClusterWithoutKeda() throws IOException {
        try (GivenApiServer server = GivenApiServer.started(Map.of())) {
            assertThat(said("--kubeconfig", server.kubeconfig(folder).toString()))
                    .isEqualTo(
                            "e2e: the cluster at " + server.url() + " has no KEDA: it does not define ScaledObjects");
            assertThat(server.changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"headroom", "llm", "crowd"})
    void refusesANamespaceThatARunWouldDelete(String name) throws IOException {
        String namespace = "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name + "\"}}";
        try (GivenApiServer server = GivenApiServer.started(
                Map.of(GivenApiServer.KEDA_PATH, GivenApiServer.KEDA, "/api/v1/namespaces/" + name, namespace))) {
            assertThat(said("--kubeconfig", server.kubeconfig(folder).toString()))
                    .isEqualTo("e2e: the cluster at " + server.url() + " has a namespace " + name
                            + " already; a run makes and deletes that namespace: use another cluster");
            assertThat(server.changes()).isEmpty();
        }
    }

    @Test
    void refusesAClusterWithHeadroomInAnotherNamespace() throws IOException {
        String list = """
                {"kind":"DeploymentList","apiVersion":"apps/v1","items":[{"metadata":{"name":"scaler","namespace":"theirs"}}]}""";
        try (GivenApiServer server = GivenApiServer.started(
                Map.of(GivenApiServer.KEDA_PATH, GivenApiServer.KEDA, "/apis/apps/v1/deployments", list))) {
            assertThat(said("--kubeconfig", server.kubeconfig(folder).toString()))
                    .isEqualTo("e2e: Headroom is installed in namespace theirs of the cluster at " + server.url()
                            + ": use another cluster");
            assertThat(server.changes()).isEmpty();
        }
    }

    @Test
    void refusesToKeepAClusterThatItDidNotStart() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), "apiVersion: v1\nkind: Config\n");
        assertThat(said("up", "--kubeconfig", file.toString()))
                .isEqualTo("e2e: up and down are for a cluster of this machine: leave out --kubeconfig");
    }

    @Test
    void refusesAScenarioThatDoesNotExist() {
        assertThat(said("lop")).startsWith("e2e: scenario 'lop' does not exist; known are install, init, loop, scale");
    }

    private String said(String... arguments) {
        System.setProperty("headroom.home", folder.toString());
        StringWriter errors = new StringWriter();
        int exit = EndToEnd.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
        assertThat(exit).isEqualTo(2);
        return errors.toString().strip();
    }
}
