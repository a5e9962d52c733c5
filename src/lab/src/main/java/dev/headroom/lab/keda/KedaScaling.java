// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.lab.fleet.Cadence;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * KEDA's operator and the HPA controller for one ScaledObject with one trigger: the operator polls and moves between 0 and 1, the HPA
 * syncs every 15 s and moves between 1 and N; both ask the same scaler and count the same failures. One thread, and time goes
 * forward only.
 *
 * <p>To be advanced at least once a second where the scaler pushes: what falls due in between happens then, once, and rounds that
 * were missed are not made up for.
 */
public final class KedaScaling {
    /** KEDA hands values on with three decimals. */
    private static final double DECIMALS = 1e3;

    /** What KEDA asks, of an external scaler or of one of its own; an exception is an error, too. */
    public interface Scaler {
        /** The metric's total; empty when it cannot be had. */
        OptionalDouble metric(double now);

        /** Whether there is work; KEDA asks after each metric. */
        boolean active(double now);

        /** The wanted value a replica, of type AverageValue. */
        default double target() {
            return 1;
        }
    }

    /** The wanted value a replica cannot be had: an error that no fallback is counted for. */
    public static final class NoSpec extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NoSpec(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What a scaler answered; without a value it is an error, and {@code counted} whether for the fallback. */
    private record Reading(OptionalDouble value, boolean active, boolean counted, String trouble) {}

    private final ScaledObjectSpec spec;
    private final HorizontalAutoscaler autoscaler;
    private final Cadence polls;
    private final Cadence syncs = new Cadence(HorizontalAutoscaler.SYNC_SECONDS, 0);
    private int failures;
    private boolean pushedActive;
    private double lastActiveAt = Double.NEGATIVE_INFINITY;
    private String because = "";
    private String trouble = "";

    public KedaScaling(ScaledObjectSpec spec) {
        this.spec = spec;
        this.autoscaler = new HorizontalAutoscaler(spec.behavior());
        this.polls = new Cadence(spec.pollingSeconds(), 0);
    }

    /**
     * Lets everything happen that is due by {@code now}.
     *
     * @param now seconds since the ScaledObject was made
     * @param present replicas that the Deployment has, ready or not
     * @return replicas to set; empty leaves them
     */
    public OptionalInt advanceTo(double now, int present, Scaler scaler) {
        int replicas = present;
        if (spec.push() && pushes(now, scaler)) {
            replicas = woken("pushed active", replicas, now);
        }
        if (polls.due(now)) {
            Reading reading = read(now, replicas, scaler);
            replicas = reading.active()
                    ? woken("active", replicas, now)
                    : explained(
                            "inactive",
                            replicas,
                            inactive(replicas, reading.value().isEmpty(), now));
        }
        if (syncs.due(now)) {
            // At 0 replicas the HPA is off and asks nobody.
            OptionalDouble value = replicas == 0
                    ? OptionalDouble.empty()
                    : read(now, replicas, scaler).value();
            replicas = explained("HPA", replicas, autoscaler.sync(value, scaler.target(), replicas, now));
        }
        return replicas == present ? OptionalInt.empty() : OptionalInt.of(replicas);
    }

    /** A push stream said that its scaler is active; what else is due waits for {@link #advanceTo}. */
    public OptionalInt pushed(double now, int present) {
        int replicas = woken("pushed active", present, now);
        return replicas == present ? OptionalInt.empty() : OptionalInt.of(replicas);
    }

    /** What moved the replicas last, in a few words; empty before the first move. */
    public String because() {
        return because;
    }

    /** What went wrong when the scaler was asked last; empty when nothing did. */
    public String trouble() {
        return trouble;
    }

    private int explained(String what, int before, int after) {
        because = before == after ? because : what + ": " + before + " to " + after;
        return after;
    }

    private int woken(String what, int replicas, double now) {
        lastActiveAt = now;
        return explained(what, replicas, replicas == 0 ? Math.max(1, least()) : replicas);
    }

    /**
     * As scale_scaledobjects.go of KEDA decides it. With an error nothing moves, unless the fallback is to have none, too. KEDA keeps
     * the time of the last activity in whole seconds, rounded down, so a cooldown is over when its last second is reached.
     */
    private int inactive(int replicas, boolean error, double now) {
        if (error && spec.fallback().replicas() > 0) {
            return replicas;
        }
        if (least() == 0) {
            return now >= lastActiveAt + spec.cooldownSeconds() ? 0 : replicas;
        }
        return Math.max(replicas, least());
    }

    private int least() {
        return spec.behavior().minReplicas();
    }

    /** A scaler says {@code true} when its stream opens and when it becomes active; what goes wrong there is only logged. */
    private boolean pushes(double now, Scaler scaler) {
        boolean before = pushedActive;
        try {
            pushedActive = scaler.active(now);
        } catch (RuntimeException streamBroke) {
            // It is taken for what it was.
        }
        return pushedActive && !before;
    }

    /** A failing call is repeated once, at once; a trigger that falls back counts as active and as sound. */
    private Reading read(double now, int replicas, Scaler scaler) {
        Reading reading = answer(scaler, now);
        if (reading.value().isEmpty()) {
            reading = answer(scaler, now);
        }
        trouble = reading.trouble();
        if (reading.value().isPresent()) {
            failures = 0;
            return reading;
        }
        failures += reading.counted() ? 1 : 0;
        if (!reading.counted() || failures <= spec.fallback().failureThreshold()) {
            return reading;
        }
        trouble = reading.trouble() + ", fallback";
        double assumed = handedOn(scaler.target() * Math.max(spec.fallback().replicas(), replicas));
        return new Reading(OptionalDouble.of(assumed), true, true, trouble);
    }

    private static Reading answer(Scaler scaler, double now) {
        try {
            OptionalDouble value = scaler.metric(now);
            if (value.isPresent()) {
                return new Reading(OptionalDouble.of(handedOn(value.getAsDouble())), scaler.active(now), true, "");
            }
            return new Reading(OptionalDouble.empty(), false, true, "no matching metrics found");
        } catch (NoSpec failure) {
            return new Reading(OptionalDouble.empty(), false, false, String.valueOf(failure.getMessage()));
        } catch (RuntimeException failure) {
            return new Reading(OptionalDouble.empty(), false, true, String.valueOf(failure.getMessage()));
        }
    }

    /** A scaler's number as the HPA gets it: what is no number of 0 or more counts as 0, since KEDA 2.20. */
    static double handedOn(double reported) {
        return reported > 0 && reported < Double.POSITIVE_INFINITY ? Math.rint(reported * DECIMALS) / DECIMALS : 0;
    }
}
