// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.HeadroomCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SizeCommandTest {
    private static final String[] ARTICLE = {
        "--profile", "profiles/article.yaml", "--rps", "25", "--input-tokens", "5000", "--output-tokens", "500"
    };

    private static final String BEFORE = "headroom size: ";
    private static final String AFTER = " (see 'headroom size --help')";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void sizesTheArticlesWorkload() {
        int exit = size("--objective", "e2e:p95:5s", "--output", "json");

        assertThat(exit).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("""
                        {
                          "feasible" : true,
                          "replicas" : 2,
                          "ratePerReplica" : 12.8,
                          "concurrencyPerReplica" : 64,
                          "bindingObjective" : "e2e",
                          "gpus" : 16,
                          "arrivals" : "steady",
                          "capacityModel" : "table",
                          "why" : "25 requests/s at 12.8 requests/s per replica need 1.95313, rounded up 2 (e2e p95 <= 5s)"
                        }
                        """);
    }

    @Test
    void needsOneMoreWhereRequestsArriveIndependently() {
        int exit = size("--objective", "e2e:p95:5s", "--arrivals", "poisson", "--output", "json");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("\"replicas\" : 3").contains("\"arrivals\" : \"poisson\"");
    }

    @Test
    void needs63ForHalfTheLatency() {
        int exit = size("--objective", "e2e:p95:2500ms", "--output", "json");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("\"replicas\" : 63").contains("\"ratePerReplica\" : 0.4,");
    }

    @Test
    void saysWhyAnObjectiveCannotBeMet() {
        int exit = size("--objective", "e2e:p95:2s", "--output", "json");

        assertThat(exit).isEqualTo(3);
        assertThat(out.toString())
                .contains("\"feasible\" : false")
                .contains("\"replicas\" : null")
                .contains(
                        "\"why\" : \"e2e p95 <= 2s cannot be met with any number of replicas: the best possible is 2500ms");
    }

    @Test
    void tellsTheCost() {
        size("--objective", "e2e:p95:5s", "--gpu-hour-usd", "6.88", "--output", "json");

        // 2 replicas of 8 GPUs.
        assertThat(out.toString()).contains("\"usdPerHour\" : 110.08");
    }

    @Test
    void keepsRequestsInFlightUnderTheCeiling() {
        size("--concurrency", "32", "--output", "json");

        assertThat(out.toString())
                .contains("\"replicas\" : 3")
                .contains("\"bindingObjective\" : \"concurrency\"")
                .contains("\"concurrencyPerReplica\" : 32,");
    }

    @Test
    void writesATableByDefault() {
        size("--objective", "e2e:p95:5s");

        assertThat(out.toString().lines()).contains("replicas                 2", "ratePerReplica           12.8");
    }

    @Test
    void warnsWhenTheTokensAreUnlikeTheTables() {
        size("--objective", "e2e:p95:5s", "--output-tokens", "100");

        assertThat(out.toString())
                .contains("the table was measured with 5000 input and 500 output tokens, requests have 5000 and 100");
    }

    @Test
    void answersAWrongOptionWithOneSentence() {
        assertThat(fault("--objective", "e2e:p95:5s", "--rps", "none"))
                .isEqualTo("Invalid value for option '--rps': 'none' is not a double");
        assertThat(fault("--objective", "e2e:p95:5s", "--rps", "0")).isEqualTo("--rps must be above 0, was 0");
        assertThat(fault("--objective", "e2e:95:5s"))
                .isEqualTo("Invalid value for option '--objective' (SIGNAL:pP:LIMIT): 'e2e:95:5s' is not"
                        + " SIGNAL:pPERCENTILE:DURATION such as e2e:p95:5s, with ttft, itl or e2e");
        assertThat(fault()).isEqualTo("--objective is missing: give at least one, or --concurrency");
        assertThat(fault("--objective", "ttft:p95:1s"))
                .isEqualTo("--objective ttft p95 <= 1s cannot be judged: serving profile 'profiles/article.yaml' says"
                        + " nothing about ttft");
        assertThat(fault("--objective", "e2e:p95:5s", "--profile", "missing.yaml"))
                .isEqualTo("--profile must be a file that exists, was 'missing.yaml'");
        assertThat(fault("--objective", "e2e:p95:5s", "--arrivals", "bursty"))
                .isEqualTo("Invalid value for option '--arrivals': expected one of [STEADY, POISSON] (case-insensitive)"
                        + " but was 'bursty'");
    }

    @Test
    void answersAMissingOptionWithOneSentence() {
        int exit = command().execute("size", "--profile", "profiles/article.yaml", "--rps", "25");

        assertThat(exit).isEqualTo(2);
        assertThat(sentence()).isEqualTo("Missing required argument(s): --input-tokens=N, --output-tokens=N");
    }

    private String fault(String... more) {
        err.getBuffer().setLength(0);
        assertThat(size(more)).isEqualTo(2);
        return sentence();
    }

    /** Without what all commands say around it. */
    private String sentence() {
        String said = err.toString().strip();
        assertThat(said).startsWith(BEFORE).endsWith(AFTER).hasLineCount(1);
        return said.substring(BEFORE.length(), said.length() - AFTER.length());
    }

    private int size(String... more) {
        List<String> arguments = new ArrayList<>(List.of("size"));
        List<String> given = List.of(more);
        for (int at = 0; at < ARTICLE.length; at += 2) {
            if (!given.contains(ARTICLE[at])) {
                arguments.addAll(List.of(ARTICLE[at], ARTICLE[at + 1]));
            }
        }
        arguments.addAll(given);
        return command().execute(arguments.toArray(String[]::new));
    }

    private CommandLine command() {
        return HeadroomCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }
}
