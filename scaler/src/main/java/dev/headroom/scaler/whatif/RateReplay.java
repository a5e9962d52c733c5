// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.whatif;

import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.forecast.ShortTermTrend;
import dev.headroom.scaler.learn.Hold;
import dev.headroom.scaler.learn.RollingMaximum;
import dev.headroom.scaler.plan.SmallStep;
import dev.headroom.scaler.slo.ReplicaLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The minutes of a past time, planned again with other replicas: for the rise within a lead time, held, and without small steps. A replica
 * serves a lead time after it is asked for, and a queue that a minute leaves is served in the next ones. Other days' forecasts, stuck
 * starts and the cluster's room are left out.
 */
public final class RateReplay {
    private static final double SECONDS_A_MINUTE = 60;
    private static final double MINUTES_AN_HOUR = 60;

    private final Duration leadTime;
    private final int ahead;
    private final ReplicaRates rates;
    private final ReplicaLimits limits;

    /**
     * A replay.
     *
     * @param leadTime how long a replica takes until it serves; above 0
     * @param rates of one replica
     * @param limits of the number of replicas
     */
    public RateReplay(Duration leadTime, ReplicaRates rates, ReplicaLimits limits) {
        this.leadTime = leadTime;
        this.ahead = (int) Math.max(1, Math.ceil(leadTime.toSeconds() / SECONDS_A_MINUTE));
        this.rates = rates;
        this.limits = limits;
    }

    /**
     * The outcome.
     *
     * @param hours in which arrivals are known
     * @param replicaHours hours of wanted replicas in that time
     * @param requests that arrived
     * @param kept the part of them that arrived in minutes whose load keeps the promise, without a queue
     * @param most the largest number of replicas
     * @param changes how often the number changed
     */
    public record Outcome(double hours, double replicaHours, double requests, double kept, int most, int changes) {}

    /**
     * Plays minutes, after others that count as the past only.
     *
     * @param minutes requests per second of each minute, oldest first; not a number where it is not known
     * @param first the first minute that is played; 0 to the number of minutes
     */
    public Outcome over(double[] minutes, int first) {
        int[] wanted = wanted(minutes, first);
        double hours = 0;
        double replicaHours = 0;
        double requests = 0;
        double kept = 0;
        double queue = 0;
        int most = 0;
        int changes = 0;
        for (int minute = 0; minute < wanted.length; minute++) {
            changes += minute > 0 && wanted[minute] != wanted[minute - 1] ? 1 : 0;
            most = Math.max(most, wanted[minute]);
            double rate = minutes[first + minute];
            if (Double.isNaN(rate)) {
                continue;
            }
            hours += 1 / MINUTES_AN_HOUR;
            replicaHours += wanted[minute] / MINUTES_AN_HOUR;
            int serving = serving(wanted, minute);
            double arrived = rate * SECONDS_A_MINUTE;
            double left = Math.max(0, queue + arrived - serving * rates.most() * SECONDS_A_MINUTE);
            requests += arrived;
            kept += queue == 0 && left == 0 && rate <= serving * rates.kept() ? arrived : 0;
            queue = left;
        }
        return new Outcome(hours, replicaHours, requests, kept, most, changes);
    }

    /** A replica serves once it has been wanted for a lead time; before the first minute the fleet stood as in it. */
    private int serving(int[] wanted, int minute) {
        int least = Integer.MAX_VALUE;
        for (int at = Math.max(0, minute - ahead); at <= minute; at++) {
            least = Math.min(least, wanted[at]);
        }
        return least;
    }

    private int[] wanted(double[] minutes, int first) {
        RollingMaximum needs = new RollingMaximum();
        int[] wanted = new int[minutes.length - first];
        int before = 0;
        for (int minute = 0; minute < wanted.length; minute++) {
            double rate = minutes[first + minute];
            Instant at = Instant.EPOCH.plus(Duration.ofMinutes(minute));
            if (!Double.isNaN(rate)) {
                needs.add(at, need(minutes, first + minute));
            }
            double held = needs.within(Hold.of(leadTime), at)
                    .map(RollingMaximum.Peak::value)
                    .orElse(0.0);
            int rounded = CapacityLimits.replicasFor(held, 1);
            boolean stays = rounded < before && SmallStep.isTooSmall(held, before);
            before = Math.max(limits.min(), Math.min(limits.max(), stays ? before : rounded));
            wanted[minute] = before;
        }
        return wanted;
    }

    /** Not rounded. */
    private double need(double[] minutes, int minute) {
        int from = Math.max(0, minute - ShortTermTrend.MEMORY_MINUTES - ahead);
        double rise = ShortTermTrend.of(Arrays.copyOfRange(minutes, from, minute), ahead)
                .from(minutes[minute]);
        return (minutes[minute] + rise) / rates.booked();
    }
}
