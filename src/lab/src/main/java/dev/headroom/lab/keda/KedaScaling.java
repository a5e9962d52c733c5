// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.lab.fleet.FleetSight;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * KEDA's operator and the HPA controller for one ScaledObject, on virtual time: the operator polls and moves between 0 and 1, the HPA
 * syncs every 15 s and moves between 1 and N; both ask the same scalers and count the same failures. One thread, and time goes
 * forward only.
 *
 * <p>To be advanced at least once a second: what falls due in between happens then, once, and rounds that were missed are not made
 * up for.
 */
public final class KedaScaling {
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

        public NoSpec(Throwable cause) {
            super(cause);
        }
    }

    private record Reading(ExternalMetric metric, boolean active, boolean error, boolean counted) {
        static Reading sound(ExternalMetric metric, boolean active) {
            return new Reading(metric, active, false, false);
        }

        static Reading failing(boolean counted) {
            return new Reading(ExternalMetric.failing(), false, true, counted);
        }
    }

    private final ScaledObjectSpec spec;
    private final HorizontalAutoscaler autoscaler;
    private final ZeroScaling zero;
    private final Rounds polls;
    private final Rounds syncs = new Rounds(HorizontalAutoscaler.SYNC_SECONDS);
    private final List<MetricHealth> healths = new ArrayList<>();
    private boolean pushedActive;
    private String because = "";

    public KedaScaling(ScaledObjectSpec spec) {
        this.spec = spec;
        this.autoscaler = new HorizontalAutoscaler(spec.behavior());
        this.zero = new ZeroScaling(spec);
        this.polls = new Rounds(spec.pollingSeconds());
    }

    /**
     * Lets everything happen that is due by {@code now}, with one trigger.
     *
     * @param now seconds since the ScaledObject was made
     * @param fleet whose replicas count
     * @param scaler of the trigger
     * @return replicas to set; empty leaves them
     */
    public OptionalInt advanceTo(double now, FleetSight fleet, Scaler scaler) {
        return advanceTo(now, fleet, List.of(scaler));
    }

    /** The same with several triggers, always the same number of them: the largest metric wins, one that is active suffices. */
    public OptionalInt advanceTo(double now, FleetSight fleet, List<? extends Scaler> scalers) {
        int before = fleet.replicas();
        int replicas = before;
        if (spec.push() && pushes(now, scalers)) {
            replicas = explained("pushed active", replicas, zero.active(replicas, now));
        }
        if (polls.due(now)) {
            replicas = poll(read(now, replicas, scalers), replicas, now);
        }
        // At 0 replicas the HPA is off and asks nobody.
        if (syncs.due(now)) {
            replicas = replicas == 0 ? autoscaler.sync(List.of(), 0, now) : sync(now, replicas, scalers);
        }
        return replicas == before ? OptionalInt.empty() : OptionalInt.of(replicas);
    }

    /** A push stream said that its scaler is active; what else is due waits for {@link #advanceTo}. */
    public OptionalInt pushed(double now, FleetSight fleet) {
        int before = fleet.replicas();
        int replicas = explained("pushed active", before, zero.active(before, now));
        return replicas == before ? OptionalInt.empty() : OptionalInt.of(replicas);
    }

    /** What moved the replicas last, in a few words; empty before the first move. */
    public String because() {
        return because;
    }

    private int sync(double now, int replicas, List<? extends Scaler> scalers) {
        List<ExternalMetric> metrics =
                read(now, replicas, scalers).stream().map(Reading::metric).toList();
        return explained("HPA", replicas, autoscaler.sync(metrics, replicas, now));
    }

    private int poll(List<Reading> readings, int replicas, double now) {
        boolean active = readings.stream().anyMatch(Reading::active);
        boolean error = readings.stream().anyMatch(Reading::error);
        return active
                ? explained("active", replicas, error && replicas > 0 ? replicas : zero.active(replicas, now))
                : explained("inactive", replicas, zero.inactive(replicas, error, now));
    }

    private int explained(String what, int before, int after) {
        because = before == after ? because : what + ": " + before + " to " + after;
        return after;
    }

    /** A scaler says {@code true} when its stream opens and when it becomes active; what goes wrong there is only logged. */
    private boolean pushes(double now, List<? extends Scaler> scalers) {
        boolean before = pushedActive;
        pushedActive = false;
        for (Scaler scaler : scalers) {
            try {
                pushedActive |= scaler.active(now);
            } catch (RuntimeException streamBroke) {
                pushedActive |= before;
            }
        }
        return pushedActive && !before;
    }

    private List<Reading> read(double now, int replicas, List<? extends Scaler> scalers) {
        List<Reading> readings = new ArrayList<>(scalers.size());
        for (int trigger = 0; trigger < scalers.size(); trigger++) {
            if (healths.size() == trigger) {
                healths.add(new MetricHealth(spec.fallback()));
            }
            readings.add(read(scalers.get(trigger), healths.get(trigger), now, replicas));
        }
        return readings;
    }

    /** A failing call is repeated once, at once; a trigger that falls back counts as active and as sound. */
    private static Reading read(Scaler scaler, MetricHealth health, double now, int replicas) {
        Reading reading = answer(scaler, now);
        if (reading.error()) {
            reading = answer(scaler, now);
        }
        if (!reading.error()) {
            health.succeeded();
            return reading;
        }
        if (!reading.counted()) {
            return reading;
        }
        OptionalDouble value = health.failed(scaler.target(), replicas);
        return value.isPresent() ? Reading.sound(new ExternalMetric(value, scaler.target()), true) : reading;
    }

    private static Reading answer(Scaler scaler, double now) {
        try {
            OptionalDouble value = scaler.metric(now);
            if (value.isPresent()) {
                double handedOn = MetricHealth.handedOn(value.getAsDouble());
                boolean active = scaler.active(now);
                return Reading.sound(ExternalMetric.of(handedOn, scaler.target()), active);
            }
        } catch (NoSpec failure) {
            return Reading.failing(false);
        } catch (RuntimeException failure) {
            // Which one makes no difference to KEDA.
        }
        return Reading.failing(true);
    }
}
