// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.lab.service.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as people start it: one command is one process, whatever ends it. */
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    Path home;

    private final List<ProcessHandle> started = new ArrayList<>();
    private final FreePorts ports = FreePorts.onLoopback();

    @BeforeEach
    void buildTree() throws IOException {
        LauncherTree.in(home);
    }

    @AfterEach
    void endAll() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "sidecar"})
    void killedLeavesNothingBehind(String command) throws Exception {
        Process launched = launched(command);

        launched.destroyForcibly().waitFor();

        await().atMost(PATIENCE).until(() -> !answers());
        assertThat(started).as("processes of %s", command).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void aSignalToEndReachesTheServiceAndItsExitCodeTheCaller() throws Exception {
        Process launched = launched("serve");

        launched.destroy();

        assertThat(launched.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(launched.exitValue()).as(Files.readString(log())).isEqualTo(ENDED_BY_SIGTERM);
        // A kernel may report the end of a process before it has closed the port on which the process listened.
        await(Files.readString(log())).atMost(PATIENCE).until(() -> !answers());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysWhatIsWrongAndStartsNothing(boolean wordsInAFile) throws Exception {
        Path words = Files.writeString(home.resolve("words"), "serve --grpc-port 70000");
        Process launched = wordsInAFile ? process("@" + words) : process("serve", "--grpc-port", "70000");

        assertThat(launched.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(launched.exitValue()).isEqualTo(2);
        assertThat(Files.readString(log()))
                .startsWith("headroom serve: --grpc-port must be from 1 to 65535")
                .hasLineCount(1);
    }

    private Process launched(String command) throws IOException {
        String port = Integer.toString(ports.http());
        Process launched = command.equals("sidecar")
                ? process(
                        command,
                        "--management-port",
                        port,
                        "--port",
                        Integer.toString(ports.grpc()),
                        "--namespace",
                        "llm",
                        "--target",
                        "chat")
                : process(command, "--http-port", port, "--policies", policies().toString());
        await().atMost(PATIENCE).failFast(() -> !launched.isAlive()).until(this::answers);
        launched.toHandle().descendants().forEach(started::add);
        return launched;
    }

    private Process process(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("headroom").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        // Nobody listens there: nothing of this needs a broker.
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        builder.environment().put("QUARKUS_GRPC_SERVER_PORT", Integer.toString(ports.grpc()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process launched = builder.start();
        started.add(launched.toHandle());
        return launched;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.http())) {
            return socket.isConnected();
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    private Path policies() throws IOException {
        return Files.createDirectories(home.resolve("it's policies"));
    }

    private Path log() {
        return home.resolve("launched.log");
    }
}
