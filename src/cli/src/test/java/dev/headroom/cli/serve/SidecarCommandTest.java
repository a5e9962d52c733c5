// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.command.CommandLines;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SidecarCommandTest {
    @Test
    void passesOnWhatIsGiven() {
        Map<String, String> properties = parsed(
                        "--upstream=http://gpu:8000",
                        "--port=80",
                        "--management-port=81",
                        "--bootstrap-servers=broker:9092",
                        "--namespace=llm",
                        "--target=StatefulSet/chat",
                        "--gateway",
                        "--wait=PT2M")
                .properties();

        assertThat(properties)
                .containsEntry("headroom.sidecar.upstream.url", "http://gpu:8000")
                .containsEntry("headroom.sidecar.listen.port", "80")
                .containsEntry("quarkus.management.port", "81")
                .containsEntry("kafka.bootstrap.servers", "broker:9092")
                .containsEntry("headroom.sidecar.target.namespace", "llm")
                .containsEntry("headroom.sidecar.target.kind", "StatefulSet")
                .containsEntry("headroom.sidecar.target.name", "chat")
                .containsEntry("headroom.sidecar.observer", "GATEWAY")
                .containsEntry("headroom.sidecar.wait-for-upstream", "PT2M");
    }

    @Test
    void leavesTheRestToTheConfiguration() {
        assertThat(parsed("--target=chat").properties())
                .containsOnlyKeys("headroom.sidecar.target.name", "quarkus.log.console.json.enabled");
    }

    @Test
    void takesAWaitInWords() {
        assertThat(parsed("--wait=2m").properties()).containsEntry("headroom.sidecar.wait-for-upstream", "PT2M");
    }

    private static SidecarCommand parsed(String... arguments) {
        SidecarCommand command = new SidecarCommand();
        CommandLines.of(command).parseArgs(arguments);
        return command;
    }
}
