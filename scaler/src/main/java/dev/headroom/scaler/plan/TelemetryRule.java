// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

import dev.headroom.scaler.learn.RollingMaximum.Peak;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.ReplicaLimits.WhenDark;
import dev.headroom.telemetry.snapshot.TelemetryState;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** The permitted changes of the number in each state of telemetry: the table of states, as code. */
final class TelemetryRule {
    /** Nearly every request; the longest one would make a single outlier decide. */
    private static final double NEARLY_ALL = 99;

    /** By then telemetry is dark, too, if its broker is lost. Later telemetry shows that only the shared plans are out of reach. */
    static final Duration PLANS_ALONE_AFTER = Duration.ofSeconds(20);

    private static final String NOTHING_KNOWN =
            "no request has been measured, and neither a plan nor the running replicas are known";

    private final PlanSettings settings;

    TelemetryRule(PlanSettings settings) {
        this.settings = settings;
    }

    /** A permitted change. */
    enum Permission {
        /** Plan freely. */
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
        /** Answer KEDA that nothing is known. */
        GIVE_UP
    }

    /**
     * The permitted change, and why.
     *
     * @param permission the permitted change
     * @param mayRaise whether demand may raise the number though it may not lower it
     * @param code its kind
     * @param sentence the reason
     */
    record Verdict(Permission permission, boolean mayRaise, ReasonCode code, String sentence) {
        Verdict(Permission permission, boolean mayRaise, String sentence) {
            this(permission, mayRaise, ReasonCode.TELEMETRY, sentence);
        }
    }

    /** The number as the state of telemetry allows it. */
    static Draft permitted(Draft draft, PlanFacts facts) {
        Verdict verdict = facts.permission();
        int least = facts.input().policy().replicas().min();
        int before = facts.before().orElse(Math.max(least, 1));
        String why = verdict.sentence();
        return switch (verdict.permission()) {
            case PLAN -> isBaseless(draft, facts) ? givenUp(draft, facts, NOTHING_KNOWN) : draft;
            case REST -> said(draft, resting(facts, least, before), why);
            case RAISE ->
                draft.replicas() > before
                        ? draft.noting(ReasonCode.TELEMETRY, why + ": only raised, from " + before)
                        : said(draft, before, why + ": not lowered from " + before);
            case HOLD -> draft.moved(before, verdict.code(), why + ": held at " + before);
            case KEEP_CURRENT -> {
                // Where the number of running replicas is unknown, 0 would be an invention: KEDA would remove all that
                // run.
                int current = Math.max(facts.current().orElse(Math.max(least, 1)), before);
                yield said(draft, current, why + ": kept at " + current);
            }
            case FALL_TO_ONE -> {
                int fallen = Math.min(before, Math.max(least, 1));
                yield said(draft, fallen, why + ", longer than any request: " + fallen);
            }
            case GIVE_UP -> givenUp(said(draft, before, why + ": held at " + before), facts, why);
        };
    }

    /** A recent need is held where some replica stays anyway; with no such replica, idle is idle. */
    private static int resting(PlanFacts facts, int least, int before) {
        if (least == 0) {
            return 0;
        }
        double held = facts.input().capacity().held().map(Peak::value).orElse(0.0);
        return Math.max(least, Math.min(before, FigureText.roundedUp(held)));
    }

    private static Draft said(Draft draft, int replicas, String sentence) {
        return draft.moved(replicas, ReasonCode.TELEMETRY, sentence);
    }

    private static Draft givenUp(Draft draft, PlanFacts facts, String why) {
        return draft.answering(
                new Answer.Unavailable("workload '" + facts.input().snapshot().workload() + "': " + why));
    }

    /** Telemetry is there, but nothing follows from it, and nothing is known to be compared with: a number would be made up. */
    private static boolean isBaseless(Draft draft, PlanFacts facts) {
        boolean mustWake = facts.input().snapshot().unfinished().count() > 0;
        return draft.needed().isEmpty() && facts.before().isEmpty() && !mustWake;
    }

    /**
     * Judges the telemetry of a workload.
     *
     * @param comparable whether a plan or the replicas that run are known, so that there is something to hold
     */
    Verdict judge(PlanInput input, boolean comparable) {
        Verdict alone = judgeAlone(input, comparable);
        return input.supply()
                .plansUnreachableFor()
                .filter(away -> comparable && movesTheNumber(alone.permission()) && holdsSharedPlan(input, away))
                .map(away -> sharedPlanHeld(input, away))
                .orElse(alone);
    }

    /**
     * Replicas that have lost the broker know the same last plan, but not the same demand, and KEDA asks them in turn. A number that each moved
     * by itself would go from step to step.
     */
    private static boolean holdsSharedPlan(PlanInput input, Duration away) {
        return away.compareTo(PLANS_ALONE_AFTER) <= 0
                || input.snapshot()
                        .state()
                        .fold(new TelemetryState.Cases<>(
                                fresh -> false,
                                idle -> false,
                                unobservable -> false,
                                lagging -> true,
                                dark -> true,
                                neverSeen -> true));
    }

    private static boolean movesTheNumber(Permission permission) {
        return switch (permission) {
            case PLAN, REST, RAISE, FALL_TO_ONE -> true;
            case HOLD, KEEP_CURRENT, GIVE_UP -> false;
        };
    }

    private static Verdict sharedPlanHeld(PlanInput input, Duration away) {
        TelemetryState state = input.snapshot().state();
        return new Verdict(
                Permission.HOLD,
                false,
                ReasonCode.SHARED_PLAN_HELD,
                "the shared plans have been unreachable for " + away.toSeconds() + " s (telemetry is " + state.word()
                        + ": " + state.cause() + ")");
    }

    private Verdict judgeAlone(PlanInput input, boolean comparable) {
        WorkloadSnapshot snapshot = input.snapshot();
        TelemetryState state = snapshot.state();
        WhenDark whenDark = input.policy().replicas().whenDark();
        // For a workload that has just got its policy every state begins then, however long the service has run.
        Duration lasting = Duration.between(later(state.since(), input.knownSince()), snapshot.at());
        Permission permission = state.fold(new TelemetryState.Cases<>(
                fresh -> Permission.PLAN,
                idle -> lasting.compareTo(settings.idleDelay()) > 0 ? Permission.REST : Permission.RAISE,
                unobservable -> lasting.compareTo(patience(snapshot)) > 0 ? Permission.FALL_TO_ONE : Permission.HOLD,
                lagging -> Permission.RAISE,
                dark -> isOverdue(lasting) ? afterGrace(whenDark) : Permission.RAISE,
                neverSeen -> isOverdue(lasting) ? afterGrace(whenDark) : Permission.KEEP_CURRENT));
        String sentence = "telemetry has been " + state.word() + " for " + Math.max(0, lasting.toSeconds()) + " s ("
                + state.cause() + ")";
        if (permission == Permission.GIVE_UP) {
            return new Verdict(permission, false, sentence + "; whenDark: fallback applies");
        }
        boolean nothingToHold = !comparable && (permission == Permission.HOLD || permission == Permission.RAISE);
        return nothingToHold
                ? new Verdict(Permission.GIVE_UP, false, sentence + "; no plan or running replicas known")
                : new Verdict(permission, permission == Permission.RAISE && isCurrent(snapshot), sentence);
    }

    /** Whether the newest rate of arrivals is from the time when telemetry was lost: an older one is of another time of day. */
    private boolean isCurrent(WorkloadSnapshot snapshot) {
        Instant oldest = snapshot.state().since().minus(patience(snapshot));
        return snapshot.arrivals().filter(rate -> rate.to().isAfter(oldest)).isPresent();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean isOverdue(Duration lasting) {
        return lasting.compareTo(settings.darkGrace()) > 0;
    }

    private static Permission afterGrace(WhenDark whenDark) {
        return whenDark == WhenDark.HOLD ? Permission.HOLD : Permission.GIVE_UP;
    }

    /** How long a request may still be running unseen. */
    private Duration patience(WorkloadSnapshot snapshot) {
        OptionalDouble longest = snapshot.recent().endToEnd().valueAt(NEARLY_ALL);
        if (longest.isEmpty()) {
            return settings.unobservableWithoutHistory();
        }
        double seconds = settings.unobservableMultiple() * longest.getAsDouble();
        Duration patience = settings.unobservableMargin().plus(Durations.ofSeconds(seconds));
        return patience.compareTo(settings.unobservableLeast()) > 0 ? patience : settings.unobservableLeast();
    }
}
