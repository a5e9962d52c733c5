// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {
    @Test
    void leavesToTheConfigurationWhatIsNotGiven() {
        assertThat(parsed().properties()).isEmpty();
    }

    @Test
    void handsEachOptionToTheService(@TempDir Path policies) {
        ServeCommand command = parsed(
                "--bootstrap-servers", "kafka:9092",
                "--policies", policies.toString(),
                "--grpc-port", "6000",
                "--http-port", "8081",
                "--decisions", policies.resolve("d.ndjson").toString());

        assertThat(command.properties())
                .isEqualTo(Map.of(
                        "kafka.bootstrap.servers", "kafka:9092",
                        "headroom.policies.directory", policies.toString(),
                        "quarkus.grpc.server.port", "6000",
                        "quarkus.http.port", "8081",
                        "headroom.decisions.file", policies.resolve("d.ndjson").toString()));
    }

    @Test
    void standaloneKeepsPlansInMemory() {
        assertThat(parsed("--standalone").properties()).isEqualTo(Map.of("headroom.plans.mode", "memory"));
    }

    @Test
    void readsPanesWhereItIsToldTo() {
        assertThat(parsed("--panes").properties()).isEqualTo(Map.of("headroom.feed.source", "panes"));
    }

    @Test
    void ingestIsARoleOfTheSameService() {
        IngestCommand command = new IngestCommand();
        new CommandLine(command).parseArgs("--bootstrap-servers", "kafka:9092", "--http-port", "8082", "--name", "a");

        assertThat(command.properties())
                .isEqualTo(Map.of(
                        "headroom.role", "ingest",
                        "headroom.panes.process", "a",
                        "kafka.bootstrap.servers", "kafka:9092",
                        "quarkus.http.port", "8082"));
    }

    private static ServeCommand parsed(String... arguments) {
        ServeCommand command = new ServeCommand();
        new CommandLine(command).parseArgs(arguments);
        return command;
    }
}
