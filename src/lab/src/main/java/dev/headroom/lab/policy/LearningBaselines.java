// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.policy.law.Baseline;
import dev.headroom.lab.policy.law.Cautious;
import dev.headroom.lab.policy.law.Demonstrated;
import dev.headroom.lab.policy.law.IncrementBuffer;
import dev.headroom.lab.policy.monitor.Scraping;
import java.util.List;

/** B13 to B15: short laws of our own that plan one lead time ahead. They ask pods and router every 5 s and set replicas themselves. */
final class LearningBaselines {
    private static final double SECONDS = 5;
    /** The longest window that any of them looks back over with its monitoring. */
    private static final double WINDOW_SECONDS = 300;
    /** Where the load test's word is not to be had. */
    private static final String UNTESTED = "without load test";
    /** Factors to try. */
    private static final double[] FACTORS = {0.7, 0.85, 1, 1.15, 1.3};

    private LearningBaselines() {}

    static List<BaselineFamily> families() {
        BaselineFamily increments = new BaselineFamily("B13", "increment buffer", LearningBaselines::increments);
        BaselineFamily demonstrated = new BaselineFamily(
                        "B14", "demonstrated capacity", (setUp, knob) -> demonstrated(setUp, true, knob))
                .variant(UNTESTED, (setUp, knob) -> demonstrated(setUp, false, knob));
        BaselineFamily cautious = new BaselineFamily(
                        "B15", "cautious learning", (setUp, knob) -> cautious(setUp, true, knob))
                .variant(UNTESTED, (setUp, knob) -> cautious(setUp, false, knob));
        for (double factor : FACTORS) {
            increments.tuned("demand=" + factor, (setUp, knob) -> increments(setUp, factor * knob));
            demonstrated.tuned("demand=" + factor, (setUp, knob) -> demonstrated(setUp, true, factor * knob));
            cautious.tuned("start=" + factor, (setUp, knob) -> cautious(setUp, true, knob / factor));
        }
        return List.of(increments, demonstrated, cautious);
    }

    private static ScalingPolicy increments(SetUp setUp, double knob) {
        return asked(
                setUp,
                new IncrementBuffer(
                        setUp.replica().ratePerSecond(), setUp.terms().leadSeconds(), knob));
    }

    private static ScalingPolicy demonstrated(SetUp setUp, boolean tested, double knob) {
        double start = tested ? setUp.replica().ratePerSecond() : 0;
        SetUp.Terms terms = setUp.terms();
        return asked(
                setUp,
                new Demonstrated(setUp.promise(), terms.share(), setUp.capacity(start), terms.leadSeconds(), knob));
    }

    /** A higher knob starts from a lower rate per replica, and so with more replicas. */
    private static ScalingPolicy cautious(SetUp setUp, boolean tested, double knob) {
        double start = tested ? setUp.replica().ratePerSecond() / knob : 0;
        SetUp.Terms terms = setUp.terms();
        return asked(setUp, new Cautious(setUp.promise(), terms.share(), setUp.capacity(start), terms.leadSeconds()));
    }

    private static ScalingPolicy asked(SetUp setUp, Baseline law) {
        return MonitoredPolicy.own(setUp, Scraping.own(SECONDS, WINDOW_SECONDS), SECONDS, law);
    }
}
