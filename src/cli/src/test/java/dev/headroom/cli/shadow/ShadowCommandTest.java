// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the telemetry of a real vLLM, with the policy and the profile that are shipped as examples. */
class ShadowCommandTest {
    private static final Instant LOADED = Instant.parse("2026-11-30T17:23:50Z");

    @TempDir
    private Path folder;

    @Test
    void everyTurnIsALineOfJson() throws IOException {
        RealDump.Ended ended = RealDump.shadow("--output", "json");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        List<JsonNode> turns = RealDump.turnsOf(ended);
        assertThat(turns).hasSize(530);
        for (int index = 0; index < turns.size(); index++) {
            JsonNode turn = turns.get(index);
            assertThat(turn.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "time",
                            "desired",
                            "answer",
                            "capacityPerReplica",
                            "carriedPerReplica",
                            "carriedFrom",
                            "ready",
                            "waiting",
                            "running",
                            "arrivalsPerSecond",
                            "violated",
                            "objectives",
                            "telemetry",
                            "unavailable",
                            "reasons");
            assertThat(RealDump.timeOf(turn))
                    .isEqualTo(RealDump.timeOf(turns.get(0)).plusSeconds(index));
            assertThat(turn.path("desired").asInt()).isBetween(1, 40);
            assertThat(turn.path("objectives")).hasSize(3);
            assertThat(turn.path("reasons")).isNotNull();
        }
    }

    @Test
    void showsWhatTheServersHeldAndWhatUsersGot() throws IOException {
        JsonNode turn = RealDump.turns().stream()
                .filter(each -> !RealDump.timeOf(each).isBefore(LOADED))
                .findFirst()
                .orElseThrow();

        assertThat(turn.path("ready").asInt()).isEqualTo(1);
        assertThat(turn.path("running").asInt()).isBetween(28, 32);
        assertThat(turn.path("waiting").asInt()).isBetween(15, 30);
        // 22 requests a second, in waves.
        assertThat(turn.path("carriedPerReplica").asDouble()).isBetween(18.0, 28.0);
        assertThat(turn.path("carriedFrom").asText()).isEqualTo("completions");
        assertThat(turn.path("capacityPerReplica").asDouble()).isPositive();
        assertThat(turn.path("violated")).hasSize(1);
        assertThat(turn.path("violated").get(0).asText()).isEqualTo("ttft p95 <= 800ms");
        assertThat(turn.path("objectives").get(0).path("observedSeconds").asDouble())
                .isBetween(0.8, 1.5);
        assertThat(turn.path("telemetry").asText()).isEqualTo("fresh");
    }

    @Test
    void theTableHasALineAMinuteAndOneAChange() {
        RealDump.Ended some = RealDump.shadow();
        RealDump.Ended all = RealDump.shadow("--all");

        assertThat(some.out())
                .contains("716 records from 2026-11-30T17:20:46Z to 2026-11-30T17:29:36Z")
                .contains("of llm/llama-3-8b 5811 requests, 93 scrapes")
                .contains(
                        "17:21:00", "17:22:00", "17:23:00", "17:24:00", "17:25:00", "17:26:00", "17:27:00", "17:28:00")
                .contains("--all shows each");
        assertThat(some.out().lines().filter(ShadowCommandTest::isTurn).count()).isLessThan(200);
        assertThat(all.out().lines().filter(ShadowCommandTest::isTurn)).hasSize(530);
    }

    @Test
    void saysTheSameEachTime() {
        assertThat(RealDump.shadow("--output", "json")).isEqualTo(RealDump.shadow("--output", "json"));
    }

    @Test
    void turnsComeAsOftenAndReplicasAreAsManyAsAskedFor() throws IOException {
        List<JsonNode> turns = RealDump.turns("--every", "5s", "--replicas", "3");

        assertThat(turns).hasSize(106);
        assertThat(turns)
                .allSatisfy(turn -> assertThat(turn.path("ready").asInt()).isEqualTo(3));
    }

    @Test
    void withoutAProfileItLearns() throws IOException {
        List<JsonNode> turns = RealDump.turnsOf(
                RealDump.execute(List.of(RealDump.FILE.toString(), "--policy", RealDump.POLICY, "--output", "json")));

        assertThat(turns).hasSize(530);
        assertThat(turns)
                .anySatisfy(turn ->
                        assertThat(turn.path("capacityPerReplica").asDouble()).isPositive());
    }

    @Test
    void drawsAPicture() {
        Path html = folder.resolve("shadow.html");

        assertThat(RealDump.shadow("--picture", html.toString()).exitCode()).isZero();

        assertThat(html)
                .content()
                .contains("Shadow of llm/llama-3-8b", "Every change of the answer", "<figure class=\"chart\">")
                .contains("\"believed\"", "\"carried\"", "\"waiting\"", "ttft p95 \\u003c= 800ms")
                .contains("var uPlot=");
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws IOException {
        Path bare = folder.resolve("bare.yaml");
        Files.writeString(bare, "apiVersion: headroom.dev/v1\n");
        Path none = folder.resolve("none");

        assertWrong("DUMP must be a file that exists, was '" + none + "'", none.toString(), RealDump.POLICY);
        assertWrong(
                "dump " + bare + " is no dump: it does not begin with HEADROOM-DUMP", bare.toString(), RealDump.POLICY);
        assertWrong("--policy must be a file that exists, was '" + none + "'", dump(), none.toString());
        assertWrong(
                "--policy '" + RealDump.PROFILE
                        + "' must hold a ConfigMap with the key policy.yaml, or the document in it",
                dump(),
                RealDump.PROFILE);
        assertWrong(
                "--workload is missing: '" + bare
                        + "' is no ConfigMap, which would say the policy's namespace and name",
                dump(),
                bare.toString());
        assertWrong("--workload must be NAMESPACE/NAME, was 'llm'", dump(), RealDump.POLICY, "--workload", "llm");
        assertWrong(
                "dump " + dump()
                        + " must hold telemetry of other/chat, and holds none; of no workload: 5904 unknown_target",
                dump(),
                RealDump.POLICY,
                "--workload",
                "other/chat");
        assertWrong("--every must be from 100ms to 1m, was 7200s", dump(), RealDump.POLICY, "--every", "2h");
        assertWrong("--replicas must be from 1 to 999999, was 0", dump(), RealDump.POLICY, "--replicas", "0");
        assertWrong(
                "Invalid value for option '--output': expected one of [TABLE, JSON] (case-insensitive) but was 'xml'",
                dump(),
                RealDump.POLICY,
                "--output",
                "xml");
        assertWrong("--picture must end with .html, was 'a.svg'", dump(), RealDump.POLICY, "--picture", "a.svg");
    }

    private static void assertWrong(String sentence, String dump, String policy, String... more) {
        List<String> arguments = new ArrayList<>(List.of(dump, "--policy", policy));
        arguments.addAll(List.of(more));

        RealDump.Ended ended = RealDump.execute(arguments);

        assertThat(ended.err().strip()).isEqualTo("headroom shadow: " + sentence + " (see 'headroom shadow --help')");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }

    private static String dump() {
        return RealDump.FILE.toString();
    }

    private static boolean isTurn(String line) {
        return line.startsWith("17:2");
    }
}
