// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.process.Cleanup;
import dev.headroom.lab.service.Installation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The demo with the real service: records, telemetry, plans, answers, and the way back to the fleet. */
class DemoIT {
    /** Fifteen virtual minutes. */
    private static final DemoOptions OPTIONS =
            new DemoOptions(OptionalDouble.of(0.75), 20, false, false, Optional.empty());

    /** Neither the peak, attainment nor the spike is judged: at this speed a busy machine's hiccup is a virtual minute. */
    @Test
    void theServiceReadsEverythingAndScalesTheFleet() throws Exception {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        DemoRun run = new DemoRun(OPTIONS, Installation.ofThisProcess().serviceJar());

        DemoSummary summary;
        try (Cleanup cleanup = new Cleanup()) {
            summary = run.played(cleanup).orElseThrow();
        }

        assertThat(DemoVerdict.everyRecordRead(summary)).isEmpty();
        assertThat(summary.story()).hasSameSizeAs(Chapter.ALL);
        assertThat(told(summary, Chapter.BAD_EDIT).asTold()).isTrue();
        assertThat(told(summary, Chapter.BAD_EDIT).headroom())
                .contains("objectives[1].atMost must be a duration", "was '30'", "stays in force");
        assertThat(told(summary, Chapter.BROKER_AWAY).asTold()).isTrue();
        assertThat(told(summary, Chapter.BROKER_AWAY).headroom()).containsPattern("telemetry (is|has been) dark");
        assertThat(summary.peakReplicas()).isGreaterThan(summary.startReplicas());
        assertThat(summary.gpuHours()).isPositive();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isSubsetOf(before);
        assertThat(DemoFolders.ofThisProcess()).isEmpty();
    }

    private static ToldChapter told(DemoSummary summary, Chapter chapter) {
        return summary.story().get(Chapter.ALL.indexOf(chapter));
    }
}
