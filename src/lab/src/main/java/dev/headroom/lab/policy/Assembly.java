// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.policy.law.Baseline;
import dev.headroom.lab.policy.monitor.Monitoring;
import dev.headroom.lab.policy.monitor.Scraping;
import java.util.SplittableRandom;

/** Joins a law with what it sees and how it acts, for one episode. Chance decides only at which moments of their periods. */
final class Assembly {
    private final Bounds bounds;
    private final SplittableRandom chance;

    Assembly(SetUp setUp) {
        this.bounds = Bounds.of(setUp);
        this.chance = new SplittableRandom(setUp.seed());
    }

    Bounds bounds() {
        return bounds;
    }

    ScalingPolicy keda(Scraping scraping, Baseline law, HpaBehavior behavior) {
        return joined(scraping, law, Actuation.keda(behavior, chance));
    }

    ScalingPolicy gauge(Scraping scraping, Baseline law, double controllerSeconds, HpaBehavior behavior) {
        return joined(scraping, law, Actuation.gauge(controllerSeconds, behavior, chance));
    }

    ScalingPolicy own(Scraping scraping, Baseline law, double controllerSeconds) {
        return joined(scraping, law, Actuation.own(controllerSeconds, bounds, chance));
    }

    private ScalingPolicy joined(Scraping scraping, Baseline law, Actuation actuation) {
        return new MonitoredPolicy(new Monitoring(scraping, chance.nextLong()), law, actuation, bounds);
    }
}
