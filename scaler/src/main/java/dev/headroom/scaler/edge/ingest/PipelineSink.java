// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.consume.RecordSink;
import dev.headroom.telemetry.consume.TelemetryRecord;
import dev.headroom.telemetry.pipeline.Losses;
import dev.headroom.telemetry.pipeline.TelemetryPipeline;
import java.time.InstantSource;
import java.util.Map;
import org.jboss.logging.Logger;

/** Hands records to the pipeline with the decoder of their topic. One thread at a time, as the consumer calls it. */
public final class PipelineSink implements RecordSink {
    private static final Logger LOG = Logger.getLogger(PipelineSink.class);

    private final TelemetryPipeline pipeline;
    private final Map<String, Subscriptions.Subscription> subscriptions;
    private final InstantSource clock;
    private final FeedListener listener;
    private final Gate gate;
    private long defectsSaid;

    /**
     * Joins topics and pipeline.
     *
     * @param subscriptions by topic
     * @param listener told of what is read
     * @param gate holds back the first record until it can belong to somebody
     */
    public PipelineSink(
            TelemetryPipeline pipeline,
            Subscriptions subscriptions,
            InstantSource clock,
            FeedListener listener,
            Gate gate) {
        this.pipeline = pipeline;
        this.subscriptions = subscriptions.byTopic();
        this.clock = clock;
        this.listener = listener;
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
                listener.lost().tell(record, losses);
            }
        }
        listener.read().accept(record.topic());
        sayDefect(record.topic());
    }

    private void sayDefect(String topic) {
        long defects = pipeline.tally().defects();
        if (defects > defectsSaid) {
            // The first of each power of two: a defect that meets every record must not fill the disk.
            if (Long.bitCount(defects) == 1) {
                LOG.errorf(
                        pipeline.tally().lastDefect().orElse(null),
                        "records given up topic=%s so far=%d",
                        topic,
                        defects);
            }
            defectsSaid = defects;
        }
    }
}
