// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.planning;

import dev.headroom.scaler.cycle.RoundListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Makes a round of planning at its pace, on a thread of its own. A round that throws is not the last. */
public final class PlanningLoop {
    private static final Logger LOG = Logger.getLogger(PlanningLoop.class);

    private final RoundListener round;
    private final List<RoundListener> listeners;
    private final UrgentSteps urgent;
    private final Consumer<Duration> took;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "headroom-planning");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Stands still.
     *
     * @param round makes the plans
     * @param listeners called after each round
     * @param urgent steps to run as soon as possible; rounds get its instants
     * @param took called with the duration of each round
     */
    public PlanningLoop(
            RoundListener round, List<RoundListener> listeners, UrgentSteps urgent, Consumer<Duration> took) {
        this.round = round;
        this.listeners = List.copyOf(listeners);
        this.urgent = urgent;
        this.took = took;
    }

    /** Begins, with a pause between rounds. */
    public void start(Duration every) {
        // The handle is not kept: stop() ends the timer as a whole.
        var unused = timer.scheduleWithFixedDelay(this::turn, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has something done on the planning thread, after the turn that it makes now; nothing once it has ended. */
    public void soon(RoundListener step) {
        urgent.add(step);
        try {
            timer.execute(urgent::run);
        } catch (RejectedExecutionException ended) {
            LOG.debugf(
                    "skipped because planning has stopped step=%s",
                    step.getClass().getSimpleName());
        }
    }

    /** Makes no further round. */
    public void stop() {
        timer.shutdownNow();
    }

    private void turn() {
        long startedNanos = System.nanoTime();
        Instant now = urgent.now();
        UrgentSteps.run(round, now);
        listeners.forEach(listener -> {
            urgent.run();
            UrgentSteps.run(listener, now);
        });
        took.accept(Duration.ofNanos(System.nanoTime() - startedNanos));
    }
}
