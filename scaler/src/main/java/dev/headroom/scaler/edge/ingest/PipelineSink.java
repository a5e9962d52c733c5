// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.consume.RecordSink;
import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.pipeline.Losses;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Hands records to the pipeline with the decoder of their topic. One thread at a time, as the consumer calls it. */
public final class PipelineSink implements RecordSink {
    private static final Logger LOG = Logger.getLogger(PipelineSink.class);

    private final TelemetryPipeline pipeline;
    private final Map<String, Subscriptions.Subscription> subscriptions;
    private final InstantSource clock;
    private final Consumer<String> read;
    private final LossListener lost;
    private final Gate gate;
    private long defectsSaid;

    /**
     * Joins topics and pipeline.
     *
     * @param subscriptions by topic
     * @param read notified of each record's topic
     * @param lost notified of each record that was lost in whole or in part
     * @param gate holds back the first record until records can be attributed
     */
    public PipelineSink(
            TelemetryPipeline pipeline,
            Subscriptions subscriptions,
            InstantSource clock,
            Consumer<String> read,
            LossListener lost,
            Gate gate) {
        this.pipeline = pipeline;
        this.subscriptions = subscriptions.byTopic();
        this.clock = clock;
        this.read = read;
        this.lost = lost;
        this.gate = gate;
    }

    /** Holds records back until the policies are known, for a bounded time. */
    @FunctionalInterface
    public interface Gate {
        /** Returns at once when open, else waits for it, but not for ever. */
        void pass();
    }

    @Override
    public void accept(TelemetryRecord record) {
        gate.pass();
        Subscriptions.Subscription known = subscriptions.get(record.topic());
        if (known != null) {
            Losses losses =
                    pipeline.accept(known.topic(), known.decoder(), record.value(), record.headers(), clock.instant());
            if (!losses.isNone()) {
                lost.tell(record, losses);
            }
        }
        read.accept(record.topic());
        sayDefect(record.topic());
    }

    private void sayDefect(String topic) {
        long defects = pipeline.tally().defects();
        if (defects > defectsSaid) {
            // The first of each power of two: a defect that meets every record must not fill the disk.
            if (Long.bitCount(defects) == 1) {
                LOG.errorf(
                        pipeline.tally().lastDefect().orElse(null),
                        "records dropped because of a defect topic=%s so far=%d",
                        topic,
                        defects);
            }
            defectsSaid = defects;
        }
    }
}
