// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import dev.headroom.lab.fleet.ClusterFault.ManualReplicas;
import dev.headroom.lab.fleet.ClusterFault.NodeStockOut;
import dev.headroom.lab.fleet.ClusterFault.SlowReplica;
import dev.headroom.lab.fleet.ClusterFault.SpotLoss;
import dev.headroom.lab.fleet.ClusterFault.StuckStart;
import dev.headroom.lab.headroom.Belief;
import dev.headroom.lab.headroom.TelemetryFaults;
import dev.headroom.lab.headroom.TelemetryGap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One fault of the protocol.
 *
 * @param name for readers
 * @param run conditions with it
 * @param twin the same without it: what differs between the two is its doing
 * @param watched while a scale-down is laid to it: as long as it lasts, and while Headroom's windows still hold what it did
 */
record Injection(String name, Conditions run, Conditions twin, TelemetryGap watched) {
    private static final double MINUTE = 60;
    /** Loss, copies, skew and beliefs are wrong from the first second to the last. */
    private static final double WHOLE = 24 * 60 * MINUTE;
    /** The windows of a snapshot reach back so far. */
    private static final double AFTERMATH = 5 * MINUTE;

    /** Not in the catalogue that unit tests go through: the plan dips for a second when series freeze, which the HPA's window outlasts. */
    private static final String FROZEN = "frozen series 5 min";

    private static final Map<String, Double> LASTS = Map.of(
            "metrics outage 5 min",
            5 * MINUTE,
            FROZEN,
            5 * MINUTE,
            "Kafka lag 60 s",
            10 * MINUTE,
            "one producer silent",
            10 * MINUTE,
            "broker away 90 s",
            1.5 * MINUTE,
            "restart",
            10.0,
            "restart, state lost",
            10.0);

    private static final String KEPT = "dead pods' series";

    /**
     * All of section 11.4, in its order as far as telemetry goes, then the cluster's, then beliefs.
     *
     * @param belief what Headroom is told where nothing else is said
     * @param startsAt when starts are delayed, in seconds of the episode: while the load rises, where it does
     * @param from when all else begins that begins: in the peak, or as the load begins to fall
     * @param replicas that the load needs then
     */
    static List<Injection> all(Belief belief, double startsAt, double from, int replicas) {
        Conditions right = Conditions.faultless(belief);
        List<Injection> all = new ArrayList<>();
        TelemetryFaults.catalogue(from).forEach((name, wrong) -> {
            if (!wrong.equals(TelemetryFaults.NONE)) {
                all.add(ofTelemetry(name, right, wrong, from));
            }
        });
        TelemetryGap still = new TelemetryGap(from, from + 5 * MINUTE);
        all.add(ofTelemetry(FROZEN, right, TelemetryFaults.frozenSeries(still), from));
        TelemetryGap starts = new TelemetryGap(startsAt, startsAt + 10 * MINUTE + AFTERMATH);
        TelemetryGap moment = new TelemetryGap(from, from + 2 * AFTERMATH);
        all.add(of("node stock-out 10 min", right.with(new NodeStockOut(startsAt, 10 * MINUTE)), right, starts));
        all.add(of(
                "a start stuck for good",
                right.with(new StuckStart(startsAt, Double.POSITIVE_INFINITY)),
                right,
                new TelemetryGap(startsAt, WHOLE)));
        all.add(of("3 spot kills at once", right.with(new SpotLoss(from, 3)), right, moment));
        all.add(of("one replica 2 times slow", right.with(new SlowReplica(from, 2, 10 * MINUTE)), right, moment));
        all.add(of("halved by hand", right.with(new ManualReplicas(from, Math.max(1, replicas / 2))), right, moment));
        all.add(of("half more by hand", right.with(new ManualReplicas(from, replicas + replicas / 2)), right, moment));
        TelemetryGap whole = new TelemetryGap(0, WHOLE);
        all.add(of("profile 2 times too slow", right.believing(Belief.DOUBLE), right, whole));
        all.add(of("profile 2 times too fast", right.believing(Belief.HALF), right, whole));
        return List.copyOf(all);
    }

    private static Injection of(String name, Conditions run, Conditions twin, TelemetryGap watched) {
        return new Injection(name, run, twin, watched);
    }

    /** Series are kept only of pods that die: the twin loses them as well. */
    private static Injection ofTelemetry(String name, Conditions right, TelemetryFaults wrong, double from) {
        if (name.startsWith(KEPT)) {
            Conditions bereft = right.with(new SpotLoss(from, 2));
            return of(name, bereft.with(wrong), bereft, new TelemetryGap(from, from + 2 * AFTERMATH));
        }
        Double lasts = LASTS.get(name);
        TelemetryGap watched =
                lasts == null ? new TelemetryGap(0, WHOLE) : new TelemetryGap(from, from + lasts + AFTERMATH);
        return of(name, right.with(wrong), right, watched);
    }
}
