// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready means that the shared plans have been read to the end that they had at the start, or that waiting longer would not help. Once ready
 * for their sake it stays ready.
 */
public final class PlansReadiness implements HealthCheck {
    private final Optional<PlansTopic> topic;
    private final Duration deadline;
    private final long startedNanos = System.nanoTime();
    private volatile boolean passed;

    /**
     * Not ready yet.
     *
     * @param topic absent where plans are kept in memory
     * @param deadline how long to wait for it
     */
    public PlansReadiness(Optional<PlansTopic> topic, Duration deadline) {
        this.topic = topic;
        this.deadline = deadline;
    }

    @Override
    public HealthCheckResponse call() {
        boolean settled = topic.map(PlansTopic::isSettled).orElse(true);
        boolean overdue = System.nanoTime() - startedNanos > deadline.toNanos();
        if (settled || overdue) {
            passed = true;
        }
        HealthCheckResponseBuilder response = HealthCheckResponse.named("shared-plans")
                .status(passed)
                .withData("mode", topic.isPresent() ? "kafka" : "memory");
        topic.ifPresent(plans -> response.withData("read", settled)
                .withData("reachable", plans.isReachable())
                .withData("owner", plans.isOwner()));
        if (overdue && !settled) {
            response.withData("overdue", "plans not read within " + deadline.toSeconds() + " s, not answering yet");
        }
        return response.build();
    }
}
