// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.snapshot.FeedStatus;
import dev.headroom.telemetry.snapshot.FeedWatch;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready means that the window is full again after a start, or that waiting longer would not help. Once ready for the feed's sake it stays
 * ready, because the plans handle a feed that falls behind later.
 */
public final class FeedReadiness implements HealthCheck {
    private final FeedWatch feed;
    private final IntSupplier partitions;
    private final LongSupplier waiting;
    private final Duration deadline;
    private final long startedNanos = System.nanoTime();
    private volatile boolean passed;

    /**
     * Not ready yet.
     *
     * @param feed how the feed is doing
     * @param partitions how many are read
     * @param waiting records that wait to be read
     * @param deadline how long to wait for it
     */
    public FeedReadiness(FeedWatch feed, IntSupplier partitions, LongSupplier waiting, Duration deadline) {
        this.feed = feed;
        this.partitions = partitions;
        this.waiting = waiting;
        this.deadline = deadline;
    }

    @Override
    public HealthCheckResponse call() {
        FeedStatus status = feed.status();
        boolean overdue = System.nanoTime() - startedNanos > deadline.toNanos();
        if (status.caughtUp() || overdue) {
            passed = true;
        }
        HealthCheckResponseBuilder response = HealthCheckResponse.named("telemetry-feed")
                .status(passed)
                .withData("caughtUp", status.caughtUp())
                .withData("partitions", partitions.getAsInt())
                .withData("recordsWaiting", waiting.getAsLong());
        status.lastContact().ifPresent(contact -> response.withData("lastContact", contact.toString()));
        if (overdue && !status.caughtUp()) {
            response.withData(
                    "overdue", "not caught up within " + deadline.toSeconds() + " s, answering with the data so far");
        }
        return response.build();
    }
}
