// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.keda.HorizontalAutoscaler;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.slo.ReplicaLimits;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * KEDA's operator and the HPA around one answer: the HPA syncs every 15 s and scales from 1 up; KEDA polls, wakes from none, takes
 * the last replica after its cooldown, and falls back after failures in a row. One thread, and time goes forward only.
 */
final class KedaAndHpa {
    /** The controller manager's {@code --horizontal-pod-autoscaler-sync-period}. */
    static final double SYNC_SECONDS = 15;

    private final ReplicaLimits limits;
    private final HorizontalAutoscaler hpa;
    private double syncsAt;
    private double pollsAt;
    private double activeAt;
    private int failures;

    /**
     * Has asked nothing yet.
     *
     * @param phase where in the intervals it begins; 0 to below 1
     */
    KedaAndHpa(ReplicaLimits limits, double phase) {
        this.limits = limits;
        this.hpa = new HorizontalAutoscaler(RecommendedScaling.behavior(limits.min(), limits.max()));
        this.syncsAt = SYNC_SECONDS * phase;
        this.pollsAt = RecommendedScaling.POLLING_INTERVAL_SECONDS * phase;
    }

    /**
     * What is set by {@code now}.
     *
     * @param answer the scaler's; empty while there is no scaler to ask
     * @param replicas that the Deployment has
     */
    OptionalInt advanceTo(double now, Optional<Answer> answer, int replicas) {
        int wanted = replicas;
        if (pollsAt <= now) {
            pollsAt = next(pollsAt, RecommendedScaling.POLLING_INTERVAL_SECONDS, now);
            wanted = polled(now, read(answer), wanted);
        }
        if (syncsAt <= now) {
            syncsAt = next(syncsAt, SYNC_SECONDS, now);
            wanted = synced(now, read(answer), wanted);
        }
        return wanted == replicas ? OptionalInt.empty() : OptionalInt.of(wanted);
    }

    /** GetMetrics: a number, or one more failure. */
    private OptionalInt read(Optional<Answer> answer) {
        OptionalInt count = answer.map(
                        given -> given.fold(known -> OptionalInt.of(known.count()), unavailable -> OptionalInt.empty()))
                .orElse(OptionalInt.empty());
        failures = count.isPresent() ? 0 : failures + 1;
        return count;
    }

    private int polled(double now, OptionalInt count, int replicas) {
        if (count.isEmpty() || count.getAsInt() > 0) {
            // An error leaves the last replica where it is, too.
            activeAt = now;
        }
        boolean wakes = replicas == 0 && count.orElse(0) > 0;
        boolean sleeps = limits.min() == 0 && replicas > 0 && now - activeAt >= RecommendedScaling.COOLDOWN_SECONDS;
        if (wakes) {
            return Math.max(1, limits.min());
        }
        return sleeps ? 0 : replicas;
    }

    private int synced(double now, OptionalInt count, int replicas) {
        if (replicas == 0) {
            // An HPA of a target without replicas is disabled.
            return 0;
        }
        if (count.isPresent()) {
            return hpa.sync(count.getAsInt(), replicas, now);
        }
        boolean fallsBack = failures > RecommendedScaling.FALLBACK_FAILURES;
        return fallsBack ? hpa.sync(Math.max(RecommendedScaling.FALLBACK_REPLICAS, replicas), replicas, now) : replicas;
    }

    private static double next(double at, double every, double now) {
        return at + every * (Math.floor((now - at) / every) + 1);
    }
}
