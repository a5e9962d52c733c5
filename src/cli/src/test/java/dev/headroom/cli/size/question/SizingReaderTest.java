// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.forecast.TrafficShape;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingReaderTest {
    private static final String LEAST = """
            apiVersion: headroom.dev/v1
            name: support
            pattern: chat
            load: { users: 10000, requestsPerUserHour: 9 }
            promise: conversational
            """;

    private static SizingQuestion read(String text) {
        return SizingReader.read(text).fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });
    }

    private static String fault(String text) {
        return SizingReader.read(text).fold(valid -> "none", Parsed.Invalid::sentence);
    }

    @Test
    void takesDefaultsFromThePattern() {
        SizingQuestion question = read(LEAST);

        assertThat(question.target()).isEqualTo(new SizingQuestion.Target("llm", "support"));
        assertThat(question.load().meanRequestsPerSecond().value()).isEqualTo(25);
        assertThat(question.load().peakFactor()).isEqualTo(new Sourced(2.05, "default of the pattern chat"));
        assertThat(question.load().arrivals()).isEqualTo(TrafficShape.Arrivals.POISSON);
        assertThat(question.tokens().input()).isEqualTo(new TokenLengths(1_203, 4_085));
        assertThat(question.promise().objectives())
                .extracting(Object::toString)
                .containsExactly("ttft p95 <= 500ms", "itl p95 <= 50ms", "e2e p95 <= 13300ms");
        assertThat(question.hardware().pay()).isEqualTo(Pay.ON_DEMAND);
    }

    @Test
    void readsEveryKey() {
        SizingQuestion question = read("""
                apiVersion: headroom.dev/v1
                name: support
                namespace: chat
                pattern: code
                load: { requestsPerSecond: 4, peakFactor: 3, growthPercent: 50, arrivals: steady, burstSeconds: 1 }
                tokens: { input: 1000, inputP95: 2000, output: 100, outputP95: 200 }
                objectives:
                  - { signal: e2e, percentile: 99, atMost: 5s }
                model: { name: m, parametersBillion: 70, layers: 80, kvHeads: 8, headSize: 128, weightBytes: 1, kvBytes: 1 }
                profiles: [a.yaml, b.yaml]
                hardware: { families: [p5], pay: capacity-block, migSlices: false }
                prices:
                  - { type: p5.48xlarge, pay: spot, usdPerHour: 20 }
                managed:
                  - { name: tokens, inputUsdPerMillion: 0.2, outputUsdPerMillion: 0.6 }
                  - { name: endpoint, usdPerHour: 12, requestsPerSecond: 4 }
                """);

        assertThat(question.target().namespace()).isEqualTo("chat");
        assertThat(question.load().users()).isEmpty();
        assertThat(question.load().growthPercent().value()).isEqualTo(50);
        assertThat(question.tokens().output()).isEqualTo(new TokenLengths(100, 200));
        assertThat(question.tokens().inputOrigin()).isEqualTo("stated");
        assertThat(question.promise().word()).isEmpty();
        assertThat(question.model().orElseThrow().bytesOfWeights()).isEqualTo(70e9);
        assertThat(question.model().orElseThrow().bytesOfToken()).isEqualTo(2.0 * 80 * 8 * 128);
        assertThat(question.profiles()).containsExactly("a.yaml", "b.yaml");
        assertThat(question.hardware())
                .isEqualTo(new SizingQuestion.HardwareChoice(Set.of("p5"), Pay.CAPACITY_BLOCK, false));
        assertThat(question.prices().nodes())
                .containsExactly(new SizingQuestion.NodePrice("p5.48xlarge", Pay.SPOT, 20));
        assertThat(question.prices().managed())
                .containsExactly(
                        new ManagedOffer.ByToken("tokens", 0.2, 0.6), new ManagedOffer.ByHour("endpoint", 12, 4));
    }

    @Test
    void aStatedMeanKeepsTheSpreadOfThePattern() {
        SizingQuestion question = read(LEAST + "tokens: { input: 2406 }\n");

        assertThat(question.tokens().input()).isEqualTo(new TokenLengths(2_406, 8_170));
        assertThat(question.tokens().inputOrigin()).isEqualTo("stated; spread of the pattern chat");
        assertThat(question.tokens().outputOrigin()).isEqualTo("default of the pattern chat");
    }

    @Test
    void thePresetsE2eLimitIsLeftOutForLongerAnswers() {
        SizingQuestion question = read(LEAST + "tokens: { output: 400 }\n");

        assertThat(question.promise().objectives())
                .extracting(Object::toString)
                .containsExactly("ttft p95 <= 500ms", "itl p95 <= 50ms");
        assertThat(question.promise().note())
                .contains("the preset's E2E limit is left out: it supposes answers of 256 tokens");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pattern: chat | pattern: gossip | pattern must be one of chat, agentic, rag, code, batch, was 'gossip'
            name: support | name: Support   | name must be a name of Kubernetes: at most 63 small letters, digits and hyphens, was 'Support'
            users: 10000  | users: many     | load.users must be a number above 0, was 'many'
            users: 10000, | ''              | load.users is missing
            promise: conversational | ''    | promise or objectives must be given
            promise: conversational | promise: fast | promise must be one of instant, conversational, interactive, deferred, batch, was 'fast'
            pattern: chat | 'patern: chat'  | pattern is missing; patern is not a known key
            """)
    void saysOneSentenceForAFault(String good, String bad, String sentence) {
        assertThat(fault(LEAST.replace(good, bad))).startsWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tokens: { input: 100, inputP95: 50 }      | tokens.inputP95 must be a number from 100 to 380, was '50'
            tokens: { input: 0 }                      | tokens.input must be a number from 1 to 10000000, was '0'
            objectives: []                            | promise must not be combined with objectives, was 'conversational'
            model: { name: a }                        | model.parametersBillion is missing; model.layers is missing; model.kvHeads is missing; model.headSize is missing
            hardware: { pay: cash }                   | hardware.pay must be one of on-demand, spot, reserved, capacity-block, was 'cash'
            prices: [{ type: p5.48xlarge }]           | prices[0].usdPerHour is missing
            managed: [{ name: a }]                    | managed[0].name must have inputUsdPerMillion and outputUsdPerMillion, or usdPerHour and requestsPerSecond, was 'a'
            managed: [{ name: a, usdPerHour: 1 }]     | managed[0].requestsPerSecond is missing
            """)
    void saysOneSentenceForAFaultyOptionalKey(String line, String sentence) {
        assertThat(fault(LEAST + line + "\n")).isEqualTo(sentence);
    }

    @Test
    void aRateAndUsersAreNotCombined() {
        assertThat(fault(LEAST.replace("users: 10000", "users: 10000, requestsPerSecond: 2")))
                .isEqualTo("load.requestsPerSecond must not be combined with users and requestsPerUserHour, was '2'");
        assertThat(fault(LEAST.replace("users: 10000, requestsPerUserHour: 9", "peakFactor: 2")))
                .isEqualTo("load must state users and requestsPerUserHour, or requestsPerSecond, was 'a mapping'");
    }
}
