// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.command.CommandLines;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--upstream=foo | --upstream must be an http URL such as http://127.0.0.1:8000, was 'foo'",
                "--upstream=https://a | --upstream must be an http URL such as http://127.0.0.1:8000, was 'https://a'",
                "--bootstrap-servers=foo | --bootstrap-servers must be HOST:PORT, with commas between several, was 'foo'",
                "--namespace=A_b | --namespace must be a name in Kubernetes: small letters, digits, '-' and '.', was 'A_b'",
                "--target=foo/bar/baz | --target must be KIND/NAME or NAME, was 'foo/bar/baz'"
            },
            quoteCharacter = '`')
    void namesATextOfAnotherForm(String argument, String sentence) {
        SidecarCommand command = parsed(argument);

        assertThatThrownBy(command::properties).hasMessage(sentence);
    }

    @Test
    void takesSeveralBrokersAndAWaitInWords() {
        assertThat(parsed("--bootstrap-servers=a:9092,SASL_SSL://[::1]:9093", "--wait=2m")
                        .properties())
                .containsEntry("kafka.bootstrap.servers", "a:9092,SASL_SSL://[::1]:9093")
                .containsEntry("headroom.sidecar.wait-for-upstream", "PT2M");
    }

    private static SidecarCommand parsed(String... arguments) {
        SidecarCommand command = new SidecarCommand();
        CommandLines.of(command).parseArgs(arguments);
        return command;
    }
}
