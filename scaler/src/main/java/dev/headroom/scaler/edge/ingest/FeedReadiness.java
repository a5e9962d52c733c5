// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.telemetry.consume.FeedProgress;
import dev.headroom.telemetry.snapshot.FeedStatus;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready means that the window is full again after a start, or that waiting longer would help nobody: once ready for the feed's
 * sake always ready, for a feed that falls behind later is answered for by the plans.
 */
public final class FeedReadiness implements HealthCheck {
    private final FeedProgress feed;
    private final Duration deadline;
    private final long startedNanos = System.nanoTime();
    private volatile boolean passed;

    /**
     * Not ready yet.
     *
     * @param feed how far the feed has been read
     * @param deadline how long to wait for it
     */
    public FeedReadiness(FeedProgress feed, Duration deadline) {
        this.feed = feed;
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
                .withData("partitions", feed.partitionCount())
                .withData("recordsWaiting", feed.recordsWaiting());
        status.lastContact().ifPresent(contact -> response.withData("lastContact", contact.toString()));
        if (overdue && !status.caughtUp()) {
            response.withData(
                    "overdue", "not caught up within " + deadline.toSeconds() + " s, answering as far as possible");
        }
        return response.build();
    }
}
