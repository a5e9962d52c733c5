// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cli.HeadroomCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The telemetry of a real vLLM behind a real Collector, and the command over it with the examples that are shipped. */
final class RealDump {
    static final Path FILE = Path.of("src/test/resources/real/vllm-0.29.0-collector-0.155.0.dump");
    static final Path EXAMPLES = Path.of("../../deploy/examples");
    static final String POLICY = EXAMPLES.resolve("slo-policy.yaml").toString();
    static final String PROFILE = EXAMPLES.resolve("serving-profile.yaml").toString();

    private static final ObjectMapper JSON = new ObjectMapper();

    private RealDump() {}

    /** What a command line came to. */
    record Ended(int exitCode, String out, String err) {}

    /** {@code shadow} over the dump with the examples' policy and profile, and more options. */
    static Ended shadow(String... more) {
        List<String> arguments = new ArrayList<>(List.of(FILE.toString(), "--policy", POLICY, "--profile", PROFILE));
        arguments.addAll(List.of(more));
        return execute(arguments);
    }

    /** The turns of {@code shadow --output json} over the dump. */
    static List<JsonNode> turns(String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--output", "json"));
        options.addAll(List.of(more));
        return turnsOf(shadow(options.toArray(new String[0])));
    }

    static List<JsonNode> turnsOf(Ended ended) throws IOException {
        List<JsonNode> turns = new ArrayList<>();
        for (String line : ended.out().lines().toList()) {
            turns.add(JSON.readTree(line));
        }
        return turns;
    }

    static Instant timeOf(JsonNode turn) {
        return Instant.parse(turn.path("time").asText());
    }

    static Ended execute(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine headroom = HeadroomCommand.commandLine();
        headroom.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> line = new ArrayList<>(List.of("shadow"));
        line.addAll(arguments);
        return new Ended(headroom.execute(line.toArray(new String[0])), out.toString(), err.toString());
    }
}
