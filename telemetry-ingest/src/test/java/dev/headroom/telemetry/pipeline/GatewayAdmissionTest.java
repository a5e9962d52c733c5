// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.TelemetryTopic;
import dev.headroom.telemetry.decode.Decoder;
import dev.headroom.telemetry.decode.EnvoyLogDecoder;
import dev.headroom.telemetry.decode.RecordHeaders;
import dev.headroom.telemetry.fixture.AccessLogFixture;
import dev.headroom.telemetry.validate.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gateway logs at the beginning of requests tells of arrivals at once, and of each request once. */
class GatewayAdmissionTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.400Z");
    private static final Instant NOW = START.plusSeconds(30);
    private static final Duration WHOLE = Duration.ofSeconds(4);

    private final PipelineFixture path = new PipelineFixture();
    private final Decoder logs = new EnvoyLogDecoder();

    @Test
    void aRequestThatCameAndWasSentOnTwiceArrivedOnce() {
        accept(aWholeRequestBefore());

        accept(begun("r-1"), sentOn("r-1"), sentOn("r-1").with("upstream_host", "10.0.0.8:8000"));

        assertThat(path.tally().absorbed()).isEqualTo(3);
        assertThat(path.tally().rejected(Rejection.DUPLICATE)).isEqualTo(2);
        assertThat(path.readAt(NOW).unfinished().count()).isEqualTo(1);
    }

    @Test
    void whatWasAdmittedHasEndedWhenItsEndIsLogged() {
        accept(aWholeRequestBefore());

        accept(sentOn("r-1"), sentOn("r-2"), ended("r-1"));
        long running = path.readAt(NOW).unfinished().count();
        accept(ended("r-2"));

        assertThat(running).isEqualTo(1);
        assertThat(path.readAt(NOW).unfinished().count()).isZero();
        assertThat(path.readAt(NOW).recent().completed()).isEqualTo(3);
    }

    /** By which it is known that this gateway's ends are those of its admissions. */
    private static AccessLogFixture[] aWholeRequestBefore() {
        Instant earlier = START.minusSeconds(10);
        return new AccessLogFixture[] {
            AccessLogFixture.sentOn("r-0", earlier), AccessLogFixture.ended("r-0", earlier, WHOLE)
        };
    }

    private void accept(AccessLogFixture... entries) {
        path.pipeline()
                .accept(TelemetryTopic.NONE, logs, AccessLogFixture.record(List.of(entries)), RecordHeaders.NONE, NOW);
    }

    private static AccessLogFixture begun(String requestId) {
        return AccessLogFixture.begun(requestId, START).with("llm.scale_target", "Deployment/chat");
    }

    private static AccessLogFixture sentOn(String requestId) {
        return AccessLogFixture.sentOn(requestId, START);
    }

    private static AccessLogFixture ended(String requestId) {
        return AccessLogFixture.ended(requestId, START, WHOLE);
    }
}
