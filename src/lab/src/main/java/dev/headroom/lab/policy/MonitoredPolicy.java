// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.Cadence;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.keda.HorizontalAutoscaler;
import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.policy.law.Baseline;
import dev.headroom.lab.policy.law.Recommendation;
import dev.headroom.lab.policy.monitor.Monitoring;
import dev.headroom.lab.policy.monitor.Observation;
import dev.headroom.lab.policy.monitor.Scraping;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * A law with the monitoring that it reads, asked at its controller's rhythm, and the way in which its recommendations become replicas.
 * Chance decides only at which moments of their periods things happen.
 */
final class MonitoredPolicy implements ScalingPolicy {
    /** Prometheus' evaluation of recording rules. */
    private static final double RULE_SECONDS = 15;

    private final SetUp setUp;
    private final Monitoring monitoring;
    private final Baseline law;
    private final Cadence controller;
    /** What stands between the law and the replicas; empty where the controller sets them itself. */
    private final Optional<HorizontalAutoscaler> hpa;
    /** The HPA's own rhythm, where the controller exports its wish as a gauge; else both act at once. */
    private final Optional<Cadence> follower;

    private final Cadence rules = new Cadence(RULE_SECONDS, RULE_SECONDS);
    private Recommendation newest = Recommendation.hold("nothing decided yet");
    /** What was asked for last; 0 before the first decision. */
    private int asked;

    private MonitoredPolicy(
            SetUp setUp,
            Scraping scraping,
            Baseline law,
            Cadence controller,
            Optional<HpaBehavior> behavior,
            Optional<Cadence> follower,
            SplittableRandom chance) {
        this.setUp = setUp;
        this.monitoring = new Monitoring(scraping, chance.nextLong());
        this.law = law;
        this.controller = controller;
        this.hpa = behavior.map(HorizontalAutoscaler::new);
        this.follower = follower;
    }

    /** KEDA: the query runs when the HPA syncs. A query that fails leaves the replicas alone. */
    static ScalingPolicy keda(SetUp setUp, Scraping scraping, HpaBehavior behavior, Baseline law) {
        SplittableRandom chance = new SplittableRandom(setUp.seed());
        Cadence syncs = cadence(HorizontalAutoscaler.SYNC_SECONDS, chance);
        return new MonitoredPolicy(setUp, scraping, law, syncs, Optional.of(behavior), Optional.empty(), chance);
    }

    /** A controller that exports its wish as a gauge of whole replicas, and an HPA that follows the gauge. */
    static ScalingPolicy gauge(
            SetUp setUp, Scraping scraping, HpaBehavior behavior, double controllerSeconds, Baseline law) {
        SplittableRandom chance = new SplittableRandom(setUp.seed());
        Cadence controller = cadence(controllerSeconds, chance);
        Cadence syncs = cadence(HorizontalAutoscaler.SYNC_SECONDS, chance);
        return new MonitoredPolicy(setUp, scraping, law, controller, Optional.of(behavior), Optional.of(syncs), chance);
    }

    /** A controller that sets replicas itself. */
    static ScalingPolicy own(SetUp setUp, Scraping scraping, double controllerSeconds, Baseline law) {
        SplittableRandom chance = new SplittableRandom(setUp.seed());
        Cadence controller = cadence(controllerSeconds, chance);
        return new MonitoredPolicy(setUp, scraping, law, controller, Optional.empty(), Optional.empty(), chance);
    }

    private static Cadence cadence(double periodSeconds, SplittableRandom chance) {
        return new Cadence(periodSeconds, periodSeconds * chance.nextDouble());
    }

    @Override
    public void admitted(ServedRequest request) {
        monitoring.admitted(request);
    }

    @Override
    public void ended(PodIdentity pod, ServedRequest request) {
        monitoring.ended(request);
    }

    @Override
    public OptionalInt advanceTo(double now, FleetSight fleet) {
        monitoring.advanceTo(now, fleet);
        if (rules.due(now)) {
            law.rule(observed(fleet)).ifPresent(value -> monitoring.record(now, value));
        }
        boolean asks = controller.due(now);
        if (asks) {
            Observation observed = observed(fleet);
            newest = law.decide(observed);
            asked = setUp.bounded(newest, asked == 0 ? observed.replicas() : asked);
        }
        boolean acts = follower.map(syncs -> syncs.due(now)).orElse(asks);
        return acts && newest.replicas().isPresent() ? OptionalInt.of(act(fleet.replicas(), now)) : OptionalInt.empty();
    }

    private int act(int replicas, double now) {
        if (hpa.isEmpty()) {
            return setUp.bounded(newest, replicas);
        }
        double wanted = newest.replicas().getAsDouble();
        return hpa.get().sync(follower.isPresent() ? Math.ceil(wanted) : wanted, replicas, now);
    }

    private Observation observed(FleetSight fleet) {
        return monitoring.seen(fleet, asked == 0 ? setUp.bounded(fleet.replicas()) : asked);
    }

    @Override
    public String because() {
        return newest.because();
    }
}
