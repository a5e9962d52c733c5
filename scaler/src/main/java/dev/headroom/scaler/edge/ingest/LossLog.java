// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.decode.SkipReason;
import dev.headroom.telemetry.pipeline.Losses;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Logs lost records: the place of the first of a reason, then at most once a minute their number. It logs once a second for records that
 * could have ended the process. Never their content, which may include prompts. One thread.
 */
public final class LossLog implements LossListener {
    private static final Logger LOG = Logger.getLogger(LossLog.class);

    /** Often enough to be seen, seldom enough to be read. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A short pause: the person who looks for the sender needs each of these records. */
    private static final Duration PAUSE_OF_DANGEROUS = Duration.ofSeconds(1);

    private static final Set<String> DANGEROUS =
            Set.of(Losses.nameOf(SkipReason.TOO_LARGE), Losses.nameOf(SkipReason.DEADLY));

    private final LongSupplier nanoTime;
    private final Consumer<String> say;
    private final Map<Kind, Said> kinds = new HashMap<>();

    private record Kind(String topic, String reason) {}

    private record Said(long nanos, long records) {}

    /** Says it as a warning. */
    public LossLog() {
        this(System::nanoTime, LOG::warn);
    }

    LossLog(LongSupplier nanoTime, Consumer<String> say) {
        this.nanoTime = nanoTime;
        this.say = say;
    }

    @Override
    public void tell(TelemetryRecord record, Losses losses) {
        losses.reasons().forEach(reason -> tell(record, new Kind(record.topic(), reason)));
    }

    private void tell(TelemetryRecord record, Kind kind) {
        long now = nanoTime.getAsLong();
        Said before = kinds.get(kind);
        if (before == null) {
            say(record, kind, "");
            kinds.put(kind, new Said(now, 0));
        } else if (now - before.nanos() < pauseOf(kind).toNanos()) {
            kinds.put(kind, new Said(before.nanos(), before.records() + 1));
        } else {
            say(record, kind, before.records() == 0 ? "" : " (" + before.records() + " more since the last such line)");
            kinds.put(kind, new Said(now, 0));
        }
    }

    private static Duration pauseOf(Kind kind) {
        return DANGEROUS.contains(kind.reason()) ? PAUSE_OF_DANGEROUS : PAUSE;
    }

    private void say(TelemetryRecord record, Kind kind, String others) {
        say.accept("record lost reason=" + kind.reason() + " topic=" + record.topic() + " partition="
                + record.partition() + " offset=" + record.offset() + others);
    }
}
