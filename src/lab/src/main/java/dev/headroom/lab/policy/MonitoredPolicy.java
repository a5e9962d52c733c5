// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.FleetSight;
import dev.headroom.lab.fleet.PodIdentity;
import dev.headroom.lab.policy.law.Baseline;
import dev.headroom.lab.policy.law.Decision;
import dev.headroom.lab.policy.monitor.Cadence;
import dev.headroom.lab.policy.monitor.Monitoring;
import dev.headroom.lab.policy.monitor.RuleSeries;
import dev.headroom.lab.policy.monitor.Sight;
import java.util.OptionalInt;

/** A law with the monitoring that it reads and the actuation that it has. */
final class MonitoredPolicy implements ScalingPolicy {
    /** Prometheus' evaluation of recording rules. */
    private static final double RULE_SECONDS = 15;

    private final Monitoring monitoring;
    private final Baseline law;
    private final Actuation actuation;
    private final Bounds bounds;
    private final Cadence rules = new Cadence(RULE_SECONDS, RULE_SECONDS);
    private final RuleSeries rule = new RuleSeries();
    private Decision newest = Decision.hold("nothing decided yet");
    /** What was asked for last; 0 before the first decision. */
    private int asked;

    MonitoredPolicy(Monitoring monitoring, Baseline law, Actuation actuation, Bounds bounds) {
        this.monitoring = monitoring;
        this.law = law;
        this.actuation = actuation;
        this.bounds = bounds;
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
            law.rule(sight(now, fleet)).ifPresent(value -> rule.record(now, value));
        }
        if (actuation.asksAt(now)) {
            Sight sight = sight(now, fleet);
            newest = law.decide(sight);
            asked = bounds.of(newest, asked == 0 ? sight.replicas() : asked);
        }
        return actuation.act(newest, fleet::replicas, now);
    }

    @Override
    public String because() {
        return newest.because();
    }

    private Sight sight(double now, FleetSight fleet) {
        return monitoring.sight(now, fleet, asked == 0 ? bounds.of(fleet.replicas()) : asked, rule);
    }
}
