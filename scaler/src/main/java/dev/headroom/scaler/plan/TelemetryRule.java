// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.slo.ReplicaLimits.WhenDark;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** What may be done to the number in each state of telemetry: the table of states, as code. */
final class TelemetryRule {
    /** Nearly every request; the longest one would make a single outlier decide. */
    private static final double NEARLY_ALL = 99;

    private static final double NANOS_PER_SECOND = 1e9;

    private final PlanSettings settings;

    TelemetryRule(PlanSettings settings) {
        this.settings = settings;
    }

    /** What may be done. */
    enum Leave {
        /** Plan freely; requests are known to come, so at least one replica. */
        PLAN,
        /** Down to the lower limit: nothing is asked for. */
        REST,
        /** Only upwards from the last plan. */
        RAISE,
        /** The last plan. */
        HOLD,
        /** The replicas that run. */
        KEEP_CURRENT,
        /** Down to the lower limit, but not to none. */
        FALL_TO_ONE,
        /** Tell KEDA that nothing is known. */
        GIVE_UP
    }

    /**
     * What may be done, and why.
     *
     * @param leave what
     * @param sentence why
     */
    record Verdict(Leave leave, String sentence) {}

    /**
     * Judges the telemetry of a workload.
     *
     * @param comparable whether a plan or the replicas that run are known, so that there is something to hold
     */
    Verdict judge(PlanInput input, boolean comparable) {
        WorkloadSnapshot snapshot = input.snapshot();
        TelemetryState state = snapshot.state();
        WhenDark whenDark = input.policy().replicas().whenDark();
        Duration lasting = Duration.between(state.since(), snapshot.at());
        Leave leave = state.fold(new TelemetryState.Cases<>(
                fresh -> Leave.PLAN,
                idle -> lasting.compareTo(settings.idleDelay()) > 0 ? Leave.REST : Leave.RAISE,
                unobservable -> lasting.compareTo(patience(snapshot)) > 0 ? Leave.FALL_TO_ONE : Leave.HOLD,
                lagging -> Leave.RAISE,
                dark -> isOverdue(lasting) ? afterGrace(whenDark) : Leave.RAISE,
                // A workload that has just got its policy is new since then, however long the service has run.
                neverSeen -> isOverdue(Duration.between(later(neverSeen.since(), input.knownSince()), snapshot.at()))
                        ? afterGrace(whenDark)
                        : Leave.KEEP_CURRENT));
        String sentence = "telemetry is " + state.word() + " for " + lasting.toSeconds() + " s (" + state.cause() + ")";
        if (leave == Leave.GIVE_UP) {
            return new Verdict(
                    leave, sentence + ", longer than the grace period, and the policy says whenDark: fallback");
        }
        boolean nothingToHold = !comparable && (leave == Leave.HOLD || leave == Leave.RAISE);
        return nothingToHold
                ? new Verdict(Leave.GIVE_UP, sentence + ", and neither a plan nor the replicas that run are known")
                : new Verdict(leave, sentence);
    }

    /**
     * Whether the newest rate of arrivals belongs to what was when telemetry was lost: an older one is of another time of day.
     */
    boolean isCurrent(WorkloadSnapshot snapshot) {
        Instant oldest = snapshot.state().since().minus(patience(snapshot));
        return snapshot.arrivals().filter(rate -> rate.to().isAfter(oldest)).isPresent();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean isOverdue(Duration lasting) {
        return lasting.compareTo(settings.darkGrace()) > 0;
    }

    private static Leave afterGrace(WhenDark whenDark) {
        return whenDark == WhenDark.HOLD ? Leave.HOLD : Leave.GIVE_UP;
    }

    /** How long a request may still be running unseen. */
    private Duration patience(WorkloadSnapshot snapshot) {
        OptionalDouble longest = snapshot.recent().endToEnd().valueAt(NEARLY_ALL);
        if (longest.isEmpty()) {
            return settings.unobservableWithoutHistory();
        }
        double seconds = settings.unobservableMultiple() * longest.getAsDouble();
        Duration patience = settings.unobservableMargin().plusNanos((long) (seconds * NANOS_PER_SECOND));
        return patience.compareTo(settings.unobservableLeast()) > 0 ? patience : settings.unobservableLeast();
    }
}
