// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.pipeline.Losses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LossLogTest {
    private final List<String> said = new ArrayList<>();
    private long seconds;
    private final LossLog log = new LossLog(() -> Duration.ofSeconds(seconds).toNanos(), said::add);

    @Test
    void saysWhereTheFirstLiesAndThenOnceAMinuteHowManyThereWere() {
        for (seconds = 0; seconds <= 120; seconds++) {
            log.tell(recordAt(seconds), new Losses(Set.of("undecodable")));
        }

        assertThat(said)
                .containsExactly(
                        "record lost reason=undecodable topic=llm.spans partition=3 offset=0",
                        "record lost reason=undecodable topic=llm.spans partition=3 offset=60 (59 more since the last such line)",
                        "record lost reason=undecodable topic=llm.spans partition=3 offset=120 (59 more since the last such line)");
    }

    @Test
    void saysOnceASecondWhereThoseLieThatCouldHaveEndedTheProcess() {
        for (String reason : List.of("too_large", "deadly")) {
            for (seconds = 0; seconds <= 2; seconds++) {
                log.tell(recordAt(seconds), new Losses(Set.of(reason)));
            }
        }

        assertThat(said).hasSize(6).contains("record lost reason=deadly topic=llm.spans partition=3 offset=1");
    }

    @Test
    void eachReasonIsSaidForItself() {
        log.tell(recordAt(1), new Losses(Set.of("late")));
        log.tell(recordAt(2), new Losses(Set.of("future")));

        assertThat(said).hasSize(2);
    }

    @Test
    void neverSaysWhatWasInside() {
        log.tell(recordAt(1), new Losses(Set.of("late")));

        assertThat(said.toString()).doesNotContain("secret");
    }

    private static TelemetryRecord recordAt(long offset) {
        return new TelemetryRecord(
                "llm.spans", 3, offset, 0, null, "a secret".getBytes(StandardCharsets.UTF_8), new RecordHeaders());
    }
}
