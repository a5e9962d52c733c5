// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.telemetry.attribute.Attributed;
import dev.headroom.telemetry.pipeline.IngestTally;
import dev.headroom.telemetry.validate.Rejection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the planner did over a dump.
 *
 * @param dump the recorded telemetry
 * @param policy what it promised
 * @param every pause between two turns
 * @param from time of the first record
 * @param to time of the last record
 * @param turns in order of time; one or more
 * @param tally what became of the records
 */
record ShadowRun(
        Path dump,
        SloPolicy policy,
        Duration every,
        Instant from,
        Instant to,
        List<ShadowTurn> turns,
        IngestTally tally) {
    ShadowRun {
        turns = List.copyOf(turns);
    }

    /** Whose telemetry it is: namespace and name. */
    String workload() {
        return policy.name().namespace() + "/" + policy.name().name();
    }

    /** Whether anything of the dump belongs to the workload. */
    boolean hasTelemetry() {
        return tally.absorbed() + tally.readings() > 0;
    }

    /** Requests and scrapes that were left out, by reason, such as {@code 3 duplicate}; empty text where none were. */
    String leftOut() {
        List<String> parts = new ArrayList<>();
        for (Rejection reason : Rejection.values()) {
            add(parts, tally.rejected(reason), reason);
        }
        for (Attributed.Reason reason : Attributed.Reason.values()) {
            add(parts, tally.unattributed(reason), reason);
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, Enum<?> reason) {
        if (count > 0) {
            parts.add(count + " " + reason.name().toLowerCase(Locale.ROOT));
        }
    }
}
