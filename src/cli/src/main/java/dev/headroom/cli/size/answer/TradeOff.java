// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.whatif.ReplicaRates;
import java.util.List;
import java.util.Optional;

/**
 * The price of a tighter or a looser promise on the same hardware.
 *
 * @param rows from the tightest to the loosest
 */
public record TradeOff(List<Row> rows) {
    /** Times each limit. */
    private static final List<Double> FACTORS = List.of(0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.5, 2.0);

    public TradeOff {
        rows = List.copyOf(rows);
    }

    /**
     * One promise.
     *
     * @param factor times the limits of the question
     * @param objectives so made
     * @param fleet that keeps them; empty where no number of replicas does
     */
    public record Row(double factor, List<Objective> objectives, Optional<NodeFleet> fleet) {
        public Row {
            objectives = List.copyOf(objectives);
        }
    }

    static TradeOff of(HardwareComparison comparison, HardwareLine line) {
        AskedPromise asked =
                AskedPromise.of(comparison.question(), comparison.workload().shape());
        double load = comparison.workload().peakRequestsPerSecond();
        return new TradeOff(FACTORS.stream()
                .map(factor -> {
                    AskedPromise promised = asked.times(factor);
                    Optional<ReplicaRates> rates =
                            promised.on(line.believed().profile()).rates();
                    return new Row(
                            factor,
                            promised.policy().objectives(),
                            rates.map(known ->
                                    NodeFleet.of(line.offer(), line.devices(), known.booked(), load, line.pay())));
                })
                .toList());
    }
}
