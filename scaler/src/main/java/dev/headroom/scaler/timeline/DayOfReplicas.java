// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

import java.time.LocalDate;

/**
 * The replicas of a day that ran, and those that the plan wanted, over the time in which both were known.
 *
 * @param day in UTC
 * @param hours in which both were known; above 0
 * @param ran hours of Ready replicas
 * @param wanted hours of wanted replicas
 * @param ranUsd cost of those that ran, in US dollars; 0 where the policy states no cost
 * @param wantedUsd cost of those that were wanted, in US dollars; 0 where the policy states no cost
 * @param missed hours in which an objective was missed
 * @param missedShort the part of them in which the plan wanted more replicas than ran
 */
public record DayOfReplicas(
        LocalDate day,
        double hours,
        double ran,
        double wanted,
        double ranUsd,
        double wantedUsd,
        double missed,
        double missedShort) {
    static DayOfReplicas begin(LocalDate day) {
        return new DayOfReplicas(day, 0, 0, 0, 0, 0, 0, 0);
    }

    /** With one more stretch of time, in which these figures applied. */
    DayOfReplicas and(double more, Moment moment) {
        double shortOf = moment.missed && moment.wanted > moment.ready ? more : 0;
        return new DayOfReplicas(
                day,
                hours + more,
                ran + more * moment.ready,
                wanted + more * moment.wanted,
                ranUsd + more * moment.ready * moment.replicaUsdPerHour,
                wantedUsd + more * moment.wanted * moment.replicaUsdPerHour,
                missed + (moment.missed ? more : 0),
                missedShort + shortOf);
    }

    /**
     * The figures of a moment.
     *
     * @param missed whether an objective was missed
     */
    record Moment(double ready, double wanted, double replicaUsdPerHour, boolean missed) {}
}
