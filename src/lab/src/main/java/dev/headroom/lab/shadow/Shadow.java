// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import com.google.protobuf.ByteString;
import dev.headroom.lab.dump.DumpInTime;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.headroom.PlannerDocuments;
import dev.headroom.lab.headroom.ShadowPath;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.telemetry.TelemetryTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs the planner over recorded telemetry in virtual time: each record is read at its own time, and turns come between them. */
final class Shadow {
    /** Eleven days of one turn a second. A single record with a wrong clock would else make years of turns. */
    static final long MOST_TURNS = 1_000_000;

    private final Path dump;
    private final PlannerDocuments documents;
    private final OptionalInt replicas;
    private final Duration every;
    private final TopicFormats formats = new TopicFormats();

    /**
     * Nothing is read yet.
     *
     * @param dump the recorded telemetry
     * @param documents the policy and the profile
     * @param replicas ready throughout; empty to take those that telemetry shows
     * @param every pause between two turns, above 0
     */
    Shadow(Path dump, PlannerDocuments documents, OptionalInt replicas, Duration every) {
        this.dump = dump;
        this.documents = documents;
        this.replicas = replicas;
        this.every = every;
    }

    /**
     * All turns, from the first record to the last.
     *
     * @throws BadInputException when the dump is longer than {@link #MOST_TURNS} turns, or holds nothing of the workload
     * @throws BadInputException when the dump cannot be read
     */
    ShadowRun run() {
        List<DumpInTime.Recorded> records = DumpInTime.read(dump);
        Instant from = records.get(0).at();
        Instant to = records.get(records.size() - 1).at();
        refuseTooMany(Duration.between(from, to));
        ShadowPath path = new ShadowPath(documents, from, replicas);
        List<ShadowTurn> turns = new ArrayList<>();
        int next = 0;
        for (Instant at = from.plus(every); next < records.size(); at = at.plus(every)) {
            while (next < records.size() && !records.get(next).at().isAfter(at)) {
                read(records.get(next), path);
                next++;
            }
            turns.add(ShadowTurn.of(path.turnAt(at)));
        }
        ShadowRun run = new ShadowRun(dump, documents.policy(), every, from, to, turns, path.tally());
        if (!run.hasTelemetry()) {
            throw new BadInputException("dump " + dump + " must hold telemetry of " + run.workload()
                    + ", and holds none" + (run.leftOut().isEmpty() ? "" : "; of no workload: " + run.leftOut()));
        }
        return run;
    }

    private void read(DumpInTime.Recorded record, ShadowPath path) {
        Optional<byte[]> value = record.value().map(ByteString::toByteArray);
        TelemetryTopic topic = new TelemetryTopic(record.topic(), Set.of());
        path.read(
                topic,
                formats.of(record.topic(), value.orElse(new byte[0]), record.headers()),
                value.orElse(null),
                record.headers(),
                record.at());
    }

    private void refuseTooMany(Duration span) {
        if (span.dividedBy(every) > MOST_TURNS) {
            throw new BadInputException("--every must leave at most " + MOST_TURNS + " turns, and the records of "
                    + dump + " are " + span.toHours() + " h apart, was "
                    + Durations.format(every));
        }
    }
}
