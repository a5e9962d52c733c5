// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import static dev.headroom.telemetry.fixture.VllmSpanFixture.requestEndedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import dev.headroom.telemetry.validate.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bad telemetry is counted by reason and costs nothing but itself. */
class BadInputTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final VllmSpanFixture GOOD = requestEndedAt(NOW, 1);
    private static final VllmSpanFixture ALSO_GOOD = requestEndedAt(NOW, 2);

    private final PipelineFixture path = new PipelineFixture();

    @Test
    void countsUndecodableBytesAndGoesOn() {
        path.accept(GOOD.toRecord(), NOW);
        path.accept("not a span at all".getBytes(StandardCharsets.UTF_8), NOW);
        path.accept(ALSO_GOOD.toRecord(), NOW);

        assertThat(path.tally().skipped(SkipReason.UNDECODABLE)).isEqualTo(1);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void countsATombstoneAndGoesOn() {
        path.accept(GOOD.toRecord(), NOW);
        path.accept(null, NOW);
        path.accept(ALSO_GOOD.toRecord(), NOW);

        assertThat(path.tally().skipped(SkipReason.NO_VALUE)).isEqualTo(1);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void rejectsANegativeTokenCountBesideGoodSpans() {
        acceptBetweenGoodSpans(requestEndedAt(NOW, 3).withTokens(-1, 21));

        assertThat(path.tally().rejected(Rejection.IMPOSSIBLE_TOKENS)).isEqualTo(1);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void rejectsAnImpossibleLatencyBesideGoodSpans() {
        acceptBetweenGoodSpans(requestEndedAt(NOW, 3).with("gen_ai.latency.e2e", -3.0));

        assertThat(path.tally().rejected(Rejection.IMPOSSIBLE_TIMES)).isEqualTo(1);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void rejectsAnEventFromTheFutureBesideGoodSpans() {
        acceptBetweenGoodSpans(requestEndedAt(NOW.plusSeconds(31), 3));

        assertThat(path.tally().rejected(Rejection.FUTURE)).isEqualTo(1);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void rejectsALateEventBesideGoodSpans() {
        acceptBetweenGoodSpans(requestEndedAt(NOW.minusSeconds(3600), 3));

        assertThat(path.tally().rejected(Rejection.LATE)).isEqualTo(1);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void countsASpanWithoutIdentityBesideGoodSpans() {
        acceptBetweenGoodSpans(requestEndedAt(NOW, 3)
                .withoutResource("k8s.namespace.name")
                .withoutResource("k8s.deployment.name")
                .withoutResource("k8s.pod.uid"));

        assertThat(path.tally().unattributed(Reason.NO_IDENTITY)).isEqualTo(1);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void ignoresASpanAboutSomethingElseBesideGoodSpans() {
        acceptBetweenGoodSpans(requestEndedAt(NOW, 3)
                .named("load_model")
                .without("gen_ai.latency.e2e")
                .without("gen_ai.usage.prompt_tokens")
                .without("gen_ai.usage.completion_tokens"));

        assertThat(path.tally().skipped(SkipReason.OTHER_SPAN)).isEqualTo(1);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void countsARecordThatWasSentTwiceOnce() {
        byte[] record = VllmSpanFixture.record(List.of(GOOD, ALSO_GOOD));

        path.accept(record, NOW);
        path.accept(record, NOW);

        assertThat(path.tally().rejected(Rejection.DUPLICATE)).isEqualTo(2);
        assertOnlyTheGoodOnesCount();
    }

    @Test
    void survivesADefectOfOurs() {
        path.accept(GOOD.toRecord(), NOW);
        path.accept(
                value -> {
                    throw new IllegalStateException("a defect");
                },
                new byte[] {1},
                NOW);
        path.accept(ALSO_GOOD.toRecord(), NOW);

        assertThat(path.tally().defects()).isEqualTo(1);
        assertThat(path.tally().lastDefect().orElseThrow()).hasMessage("a defect");
        assertOnlyTheGoodOnesCount();
    }

    private void acceptBetweenGoodSpans(VllmSpanFixture bad) {
        path.accept(VllmSpanFixture.record(List.of(GOOD, bad, ALSO_GOOD)), NOW);
    }

    private void assertOnlyTheGoodOnesCount() {
        assertThat(path.tally().absorbed()).isEqualTo(2);
        assertThat(path.readAt(NOW).recent().completed()).isEqualTo(2);
    }
}
