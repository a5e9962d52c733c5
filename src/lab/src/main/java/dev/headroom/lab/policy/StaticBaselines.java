// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import java.util.List;

/** B0: no autoscaler at all. */
final class StaticBaselines {
    /** What people who size by the mean add to it. */
    private static final double OVER_MEAN = 1.3;

    /** Shares of the plain number to try. */
    private static final double[] FACTORS = {0.7, 0.85, 1, 1.2, 1.5};

    private StaticBaselines() {}

    static List<BaselineFamily> families() {
        BaselineFamily.Builder peak = BaselineFamily.shipped("B0-peak", "static at the peak", StaticBaselines::peak);
        BaselineFamily.Builder mean =
                BaselineFamily.shipped("B0-mean", "static at 1.3 x the mean", StaticBaselines::mean);
        for (double factor : FACTORS) {
            peak.tuned("factor=" + factor, (setUp, knob) -> peak(setUp, knob * factor));
            mean.tuned("factor=" + factor, (setUp, knob) -> mean(setUp, knob * factor));
        }
        return List.of(peak.build(), mean.build());
    }

    private static ScalingPolicy peak(SetUp setUp, double knob) {
        return sized(setUp, knob * setUp.training().peakPerSecond());
    }

    private static ScalingPolicy mean(SetUp setUp, double knob) {
        return sized(setUp, knob * OVER_MEAN * setUp.training().meanPerSecond());
    }

    private static ScalingPolicy sized(SetUp setUp, double rate) {
        return new StaticReplicas(Bounds.of(setUp).of(rate / setUp.replica().ratePerSecond()));
    }
}
