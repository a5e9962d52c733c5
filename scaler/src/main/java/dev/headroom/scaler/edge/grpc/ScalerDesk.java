// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.scaler.cycle.Plans;
import dev.headroom.scaler.cycle.RoundListener;
import dev.headroom.scaler.slo.SloSource;
import java.time.Duration;

/** The collaborators of the calls: the plans behind the answers and the open streams. */
public final class ScalerDesk {
    private final Answers answers;
    private final ActivityStreams activity;
    private final MetricSpecs specs;

    /**
     * Opens the desk.
     *
     * @param policies existing policies
     * @param plans their latest plans
     * @param staleAfter age at which a plan is no longer an answer
     */
    public ScalerDesk(SloSource policies, Plans plans, Duration staleAfter) {
        this.answers = new Answers(policies, plans, staleAfter);
        this.activity = new ActivityStreams(answers);
        this.specs = new MetricSpecs(answers);
    }

    /** Must be called after each round, because a workload can become active then. */
    public RoundListener rounds() {
        return activity;
    }

    /** Push streams that are open. */
    public int openStreams() {
        return activity.streams().count() + specs.streams().count();
    }

    /** Ends the streams whose connection is about to be closed; by the monotonic clock. */
    public void completeOutlived(long nanoTime) {
        activity.streams().completeOutlived(nanoTime);
        specs.streams().completeOutlived(nanoTime);
    }

    /** Ends every stream cleanly; new ones are ended at once. */
    public void close() {
        activity.streams().completeAll();
        specs.streams().completeAll();
    }

    Answers answers() {
        return answers;
    }

    ActivityStreams activity() {
        return activity;
    }

    MetricSpecs specs() {
        return specs;
    }
}
