// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.document.DocumentSchema;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServingProfileReaderTest {
    private static final DocumentName NAME = new DocumentName("llm", "h100");

    private static final String HEAD = """
            apiVersion: headroom.dev/v1
            hardware: p5.48xlarge
            gpus: 8
            tensorParallel: 8
            maxSequences: 128
            """;

    @Test
    void readsAMeasuredTable() {
        String text = HEAD + """
                kvTokens: 500000
                chunkTokens: 4096
                table:
                  inputTokens: 5000
                  outputTokens: 500
                  columns: mean
                  points:
                    - { concurrency: 1, e2e: 2.5s }
                    - { concurrency: 64, e2e: 5s }
                """;

        assertThat(ServingProfileReader.read(text, NAME))
                .isEqualTo(new Parsed.Valid<>(new ServingProfile(
                        NAME,
                        "p5.48xlarge",
                        8,
                        new ServingProfile.EngineLimits(8, 128, OptionalLong.of(500_000), 4096),
                        new Performance.MeasuredTable(5000, 500, true, List.of(point(1, 2.5), point(64, 5))))));
    }

    @Test
    void readsStepTimeCoefficients() {
        String text = HEAD + """
                stepTime: { baseMs: 8.04, perSequenceMs: 0.012, perContextTokenMs: 5.36e-5, perPrefillTokenMs: 0.0247,
                            mixedExtraMs: 3.37, mixedPerContextTokenMs: 1.9e-4 }
                """;

        ServingProfile profile = ServingProfileReader.read(text, NAME).fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });

        assertThat(profile.performance())
                .isEqualTo(new Performance.StepTime(8.04, 0.012, 5.36e-5, 0.0247, 3.37, 1.9e-4));
        assertThat(profile.engine().chunkTokens()).isEqualTo(2048);
        assertThat(CapacityModel.of(profile).word()).isEqualTo("step-time");
    }

    @Test
    void namesTheTwoPointsBetweenWhichLatencyFalls() {
        assertThat(faultsOf(table("{ concurrency: 1, e2e: 2.5s }, { concurrency: 64, e2e: 2s }")))
                .startsWith("table.points must not have falling latency: e2e falls between concurrency 1 and 64, "
                        + "from 2.5 s to 2.0 s");
    }

    @Test
    void namesTheTwoPointsThatAreNotAscending() {
        assertThat(faultsOf(table("{ concurrency: 64, e2e: 2s }, { concurrency: 8, e2e: 3s }")))
                .startsWith("table.points must be in ascending order of concurrency, not 64 and 8");
    }

    @Test
    void demandsEndToEndOrBothItsParts() {
        assertThat(faultsOf(table("{ concurrency: 1, ttft: 2s }")))
                .isEqualTo("table.points[0].e2e must be given, or both ttft and itl");
        assertThat(faultsOf(table("{ concurrency: 1, ttft: 2s, itl: 20ms }"))).isEqualTo("valid");
    }

    @Test
    void demandsAColumnToBeWhole() {
        assertThat(faultsOf(table("{ concurrency: 1, e2e: 2s, itl: 9ms }, { concurrency: 8, e2e: 3s }")))
                .startsWith("table.points must have itl at every point or at none");
    }

    @Test
    void demandsEitherATableOrCoefficients() {
        assertThat(faultsOf(HEAD)).isEqualTo("table or stepTime must be given");
        assertThat(faultsOf(table("{ concurrency: 1, e2e: 2s }") + "stepTime: { baseMs: 8, perPrefillTokenMs: 1 }\n"))
                .startsWith("table must not be combined with stepTime");
    }

    @Test
    void demandsAtLeastOnePoint() {
        assertThat(faultsOf(table(""))).startsWith("table.points must hold at least one point");
    }

    private static String table(String points) {
        return HEAD + "table: { inputTokens: 5000, outputTokens: 500, points: [" + points + "] }\n";
    }

    private static String faultsOf(String text) {
        Parsed<ServingProfile> parsed = ServingProfileReader.read(text, NAME);
        DocumentSchema.PROFILE.assertAgrees(text, parsed);
        return parsed.fold(valid -> "valid", Parsed.Invalid::sentence);
    }

    private static Performance.Point point(double concurrency, double e2e) {
        return new Performance.Point(
                concurrency, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(e2e));
    }
}
