// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.cli.size.hardware.CatalogueReader;
import dev.headroom.cli.size.question.SizingReader;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.capacity.ServingProfileReader;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardwareComparisonTest {
    /** The article's business inputs: 10,000 users make 25 requests/s, 5,000 tokens in and 500 out. */
    static final String ARTICLE = """
            apiVersion: headroom.dev/v1
            name: assistant
            pattern: chat
            load: { users: 10000, requestsPerUserHour: 3, peakFactor: 3, arrivals: steady }
            tokens: { input: 5000, output: 500 }
            objectives: [{ signal: e2e, percentile: 95, atMost: 5s }]
            """;

    static final String CHAT = """
            apiVersion: headroom.dev/v1
            name: support
            pattern: chat
            load: { users: 10000, requestsPerUserHour: 4, growthPercent: 20 }
            promise: conversational
            model: { name: llama-3-8b, parametersBillion: 8, layers: 32, kvHeads: 8, headSize: 128 }
            """;

    static final Path ARTICLE_PROFILE = Path.of("profiles/article.yaml");
    static final Path H100_PROFILE = Path.of("../../deploy/kustomize/base/profile.yaml");

    static ServingProfile profile(Path file) {
        try {
            return ServingProfileReader.read(
                            Files.readString(file),
                            new DocumentName("file", file.getFileName().toString()))
                    .fold(Parsed.Valid::value, invalid -> {
                        throw new AssertionError(invalid.sentence());
                    });
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static HardwareComparison compare(String question, Path... profiles) {
        return HardwareComparison.of(
                SizingReader.read(question).fold(Parsed.Valid::value, invalid -> {
                    throw new AssertionError(invalid.sentence());
                }),
                CatalogueReader.shipped(),
                List.of(profiles).stream().map(HardwareComparisonTest::profile).toList());
    }

    private static HardwareLine line(HardwareComparison comparison, String family) {
        return comparison.lines().stream()
                .filter(one ->
                        one.offer().family().equals(family) && !one.offer().slice())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theArticlesBusinessInputsNeedTwoInstances() {
        HardwareComparison comparison = compare(ARTICLE, ARTICLE_PROFILE);

        HardwareLine first = comparison.best().get(0);
        assertThat(first.offer().type()).isEqualTo("p5.48xlarge");
        assertThat(first.inFlight()).isCloseTo(64, within(1e-6));
        NodeFleet fleet = first.fleet(25);
        assertThat(fleet.replicas()).isEqualTo(2);
        assertThat(fleet.nodes()).isEqualTo(2);
        assertThat(fleet.usdPerHour()).hasValue(110.08);
        assertThat(first.believed().isMeasured()).isTrue();
        assertThat(first.range().isWide()).isFalse();
    }

    @Test
    void halfTheArticlesLatencyNeeds63Instances() {
        HardwareComparison comparison = compare(ARTICLE, ARTICLE_PROFILE);

        TradeOff tradeOff = TradeOff.of(comparison, comparison.best().get(0));

        TradeOff.Row half = tradeOff.rows().get(0);
        assertThat(half.objectives()).extracting(Object::toString).containsExactly("e2e p95 <= 2500ms");
        assertThat(half.fleet().orElseThrow().replicas()).isEqualTo(63);
        assertThat(half.fleet().orElseThrow().usdPerHour().getAsDouble()).isCloseTo(63 * 55.04, within(1e-6));
        assertThat(tradeOff.rows())
                .extracting(row -> row.fleet().orElseThrow().replicas())
                .isSortedAccordingTo((one, next) -> Integer.compare(next, one))
                .endsWith(2);
    }

    @Test
    void aTighterPromiseThanTheBestLatencyIsInfeasible() {
        HardwareComparison comparison = compare(ARTICLE.replace("atMost: 5s", "atMost: 2s"), ARTICLE_PROFILE);

        assertThat(comparison.lines()).isEmpty();
        assertThat(comparison.leftOut()).containsEntry("p5", "no number of replicas keeps e2e p95 <= 2s");
    }

    @Test
    void ranksFamiliesByCostAndEstimatesThoseThatWereNotMeasured() {
        HardwareComparison comparison = compare(CHAT, H100_PROFILE);

        HardwareLine first = comparison.best().get(0);
        assertThat(first.offer().type()).isEqualTo("p5.4xlarge");
        assertThat(first.believed().isMeasured()).isTrue();
        assertThat(comparison.best()).hasSize(3);
        List<Double> costs = comparison.lines().stream()
                .map(one -> one.cost(comparison.workload()).map(Cost::perHour).orElse(Double.POSITIVE_INFINITY))
                .toList();
        assertThat(costs).isSorted();
        HardwareLine b200 = line(comparison, "p6-b200");
        assertThat(b200.believed().isMeasured()).isFalse();
        assertThat(b200.range().isWide()).isTrue();
        assertThat(b200.notes()).anyMatch(note -> note.startsWith("estimated from profile.yaml on 1 x H100"));
        assertThat(b200.fit().orElseThrow().sequences(comparison.workload().shape()))
                .isGreaterThan(128);
        // Known, but without a price.
        assertThat(line(comparison, "p5e").cost(comparison.workload())).isEmpty();
    }

    @Test
    void otherMakersAreNamedAndNotEstimated() {
        HardwareComparison comparison = compare(CHAT, H100_PROFILE);

        assertThat(comparison.leftOut())
                .containsEntry(
                        "trn2", "the model fits, but no profile was measured there, and none can be compared with it")
                .containsEntry(
                        "inf2", "the model fits, but no profile was measured there, and none can be compared with it");
        assertThat(comparison.leftOut().get("g4dn")).startsWith("no number of replicas keeps ttft p95 <= 500ms");
    }

    @Test
    void slicesCountUnlessTheyAreNotWanted() {
        assertThat(compare(CHAT, H100_PROFILE).lines())
                .anyMatch(one -> one.offer().slice());
        assertThat(compare(CHAT + "hardware: { migSlices: false }\n", H100_PROFILE)
                        .lines())
                .noneMatch(one -> one.offer().slice());
    }

    @Test
    void comparesTheWantedFamiliesAtTheWantedPrice() {
        HardwareComparison comparison = compare(
                CHAT + "hardware: { families: [p5e, p5], pay: capacity-block, migSlices: false }\n"
                        + "prices: [{ type: p5e.48xlarge, pay: capacity-block, usdPerHour: 34 }]\n",
                H100_PROFILE);

        assertThat(comparison.lines())
                .extracting(one -> one.offer().type())
                .containsExactly("p5e.48xlarge", "p5.48xlarge");
        assertThat(comparison
                        .lines()
                        .get(0)
                        .fleet(comparison.workload().peakRequestsPerSecond())
                        .usdPerHour())
                .hasValue(34);
    }

    @Test
    void halfAndDoubleLoadNeedOtherFleets() {
        HardwareLine first = compare(ARTICLE, ARTICLE_PROFILE).best().get(0);

        assertThat(first.fleet(12.5).replicas()).isEqualTo(1);
        assertThat(first.fleet(50).replicas()).isEqualTo(4);
    }

    @Test
    void costsFollowFromThePriceOfTheNodes() {
        HardwareComparison comparison = compare(ARTICLE, ARTICLE_PROFILE);

        Cost cost = comparison.best().get(0).cost(comparison.workload()).orElseThrow();

        assertThat(cost.perMonth()).isCloseTo(110.08 * 730, within(1e-6));
        // The mean of 8.33 requests/s needs one instance.
        assertThat(cost.perMonthAtMean()).isCloseTo(55.04 * 730, within(1e-6));
        assertThat(cost.perRequest()).isCloseTo(110.08 / (25 * 3_600), within(1e-12));
        assertThat(cost.perMillionTokens()).isCloseTo(110.08 / (25 * 3_600) / 5_500 * 1e6, within(1e-9));
    }

    @Test
    void managedServicesAreLinesAtTheirStatedPrices() {
        HardwareComparison comparison = compare(ARTICLE + """
                        managed:
                          - { name: by token, inputUsdPerMillion: 0.2, outputUsdPerMillion: 0.6 }
                          - { name: by hour, usdPerHour: 50, requestsPerSecond: 10 }
                        """, ARTICLE_PROFILE);

        ManagedLine byToken = comparison.managed().get(0);
        // 5,000 x 0.2 + 500 x 0.6 = 1,300 USD for a million requests.
        assertThat(byToken.cost().perRequest()).isCloseTo(0.0013, within(1e-12));
        assertThat(byToken.cost().perHour()).isCloseTo(0.0013 * 25 * 3_600, within(1e-9));
        assertThat(byToken.cost().perMonth()).isCloseTo(0.0013 * 25 / 3 * 3_600 * 730, within(1e-6));
        ManagedLine byHour = comparison.managed().get(1);
        assertThat(byHour.instances()).hasValue(3);
        assertThat(byHour.cost().perHour()).isEqualTo(150);
        assertThat(byHour.cost().perMonthAtMean()).isCloseTo(50 * 730, within(1e-9));
    }

    @Test
    void saysWhatTheProfileCannotJudge() {
        HardwareComparison comparison = compare(
                ARTICLE.replace("objectives: [", "objectives: [{ signal: ttft, percentile: 95, atMost: 1s }, "),
                ARTICLE_PROFILE);

        assertThat(comparison.best().get(0).notes())
                .contains("not judged, because the profile has no such figures: ttft p95 <= 1s");
    }

    @Test
    void theTextNamesAllOfIt() {
        List<String> text = AnswerText.of(compare(ARTICLE, ARTICLE_PROFILE));

        assertThat(text)
                .anyMatch(one -> one.matches("requests/s, peak +25 +8.333 with growth x 3"))
                .anyMatch(one -> one.matches("p5.48xlarge +8 x h100 +2 +2 +110.08 +80,358 +40,179 .* +measured"))
                .contains("p5.48xlarge: 2 replicas on 2 nodes, 110.08 USD/h")
                .contains("  one replica is booked with 12.80 requests/s, 64 in flight; e2e p95 <= 5s binds")
                .contains(
                        "  half the load: 1 replica on 1 node, 55.04 USD/h; double: 4 replicas on 4 nodes, 220.16 USD/h")
                .anyMatch(one -> one.matches(" *50 % +e2e p95 <= 2500ms +63 +63 +3,468"))
                .anyMatch(one -> one.startsWith("  g4dn, g5, g6, ") && one.endsWith("none is estimated"));
    }
}
