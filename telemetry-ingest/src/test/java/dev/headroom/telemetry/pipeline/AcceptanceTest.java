// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import static dev.headroom.telemetry.fixture.VllmSpanFixture.requestEndedAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.attribute.Attributed.Reason;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.OtlpJsonDecoder;
import dev.headroom.telemetry.decode.OtlpSpanDecoder;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.decode.json.OtlpSignal;
import dev.headroom.telemetry.fixture.OtlpJson;
import dev.headroom.telemetry.fixture.OtlpSpan;
import dev.headroom.telemetry.fixture.SourceSpans;
import dev.headroom.telemetry.fixture.VllmSpanFixture;
import dev.headroom.telemetry.validate.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has to be true of spans from the record to the window, in protobuf and in JSON alike. */
class AcceptanceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final VllmSpanFixture SPAN = requestEndedAt(NOW, 1);

    private final PipelineFixture path = new PipelineFixture();

    /** How a record is written. */
    enum Format {
        PROTOBUF(new OtlpSpanDecoder()),
        JSON(new OtlpJsonDecoder(OtlpSignal.TRACES, new OtlpSpanDecoder()));

        @SuppressWarnings("ImmutableEnumChecker")
        private final Decoder decoder;

        Format(Decoder decoder) {
            this.decoder = decoder;
        }

        byte[] record(List<OtlpSpan> spans) {
            return this == JSON ? OtlpJson.OF_COLLECTOR.bytesOf(OtlpSpan.traces(spans)) : OtlpSpan.record(spans);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneRecordMayHoldSpansOfManyResourcesAndSources(Format format) {
        accept(
                format,
                SPAN.span(),
                SourceSpans.sglang(NOW, 2),
                SourceSpans.tgi(NOW, 3),
                SourceSpans.tensorRtLlm(NOW, 4),
                SourceSpans.genAi(NOW, 5),
                SPAN.span().withResource("k8s.deployment.name", "nobodys").withResource("k8s.pod.uid", "pod-9"));

        assertThat(path.tally().absorbed()).isEqualTo(5);
        assertThat(path.tally().unattributed(Reason.UNKNOWN_TARGET)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchThatComesTwiceCountsOnce(Format format) {
        accept(format, SPAN.span(), SourceSpans.genAi(NOW, 2));
        accept(format, SPAN.span(), SourceSpans.genAi(NOW, 2));

        assertThat(path.tally().absorbed()).isEqualTo(2);
        assertThat(path.tally().rejected(Rejection.DUPLICATE)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void theSameSpanInTheOtherFormatIsACopy(Format format) {
        Format other = format == Format.JSON ? Format.PROTOBUF : Format.JSON;

        accept(format, SPAN.span());
        accept(other, SPAN.span());

        assertThat(path.tally().absorbed()).isEqualTo(1);
        assertThat(path.tally().rejected(Rejection.DUPLICATE)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void unknownSpansAreIgnoredAndCounted(Format format) {
        accept(format, SPAN.span(), OtlpSpan.of("prefill_waiting", NOW, 2), OtlpSpan.of("GET /health", NOW, 3));

        assertThat(path.tally().absorbed()).isEqualTo(1);
        assertThat(path.tally().skipped(SkipReason.OTHER_SPAN)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void numbersMayBeTexts(Format format) {
        accept(
                format,
                SPAN.span().with("gen_ai.usage.prompt_tokens", "14").with("gen_ai.usage.completion_tokens", "8"));

        assertThat(path.tally().absorbed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aTemperatureThatIsAbsentOrThereChangesNothing(Format format) {
        accept(
                format,
                SPAN.span(),
                requestEndedAt(NOW, 2).with("gen_ai.request.temperature", 0.7).span());

        assertThat(path.tally().absorbed()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void threeSequencesOfOneRequestAreThree(Format format) {
        accept(format, child(1), child(2), child(3));

        assertThat(path.tally().absorbed()).isEqualTo(3);
        assertThat(path.tally().rejected(Rejection.DUPLICATE)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aSpanOfNobodyIsCountedAndMovesNothing(Format format) {
        OtlpSpan nobodys = SPAN.span()
                .withoutResource("k8s.namespace.name")
                .withoutResource("k8s.deployment.name")
                .withoutResource("k8s.pod.uid");

        accept(format, nobodys);

        assertThat(path.tally().unattributed(Reason.NO_IDENTITY)).isEqualTo(1);
        assertThat(path.tally().absorbed()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOfTheFutureOrLongPastIsRejected(Format format) {
        accept(
                format,
                requestEndedAt(NOW.plusSeconds(60), 1).span(),
                requestEndedAt(NOW.minusSeconds(7_200), 2).span(),
                requestEndedAt(NOW.plusSeconds(10), 3).span());

        assertThat(path.tally().rejected(Rejection.FUTURE)).isEqualTo(1);
        assertThat(path.tally().rejected(Rejection.LATE)).isEqualTo(1);
        assertThat(path.tally().absorbed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aPoisonedRecordStopsNothing(Format format) {
        byte[] good = format.record(List.of(SPAN.span()));
        path.accept(format.decoder, Arrays.copyOf(good, good.length - 2), NOW);
        path.accept(format.decoder, "poison".getBytes(StandardCharsets.UTF_8), NOW);
        path.accept(format.decoder, good, NOW);

        assertThat(path.tally().skipped(SkipReason.UNDECODABLE)).isEqualTo(2);
        assertThat(path.tally().defects()).isZero();
        assertThat(path.tally().absorbed()).isEqualTo(1);
    }

    private static OtlpSpan child(long number) {
        return requestEndedAt(NOW, number)
                .with("gen_ai.request.id", "chatcmpl-one")
                .with("gen_ai.request.n", 3L)
                .span();
    }

    private void accept(Format format, OtlpSpan... spans) {
        path.accept(format.decoder, format.record(List.of(spans)), NOW);
    }
}
