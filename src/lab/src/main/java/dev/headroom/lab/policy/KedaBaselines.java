// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.keda.HpaBehavior.Limit;
import dev.headroom.lab.keda.HpaBehavior.Limit.Kind;
import dev.headroom.lab.keda.HpaBehavior.Rules;
import dev.headroom.lab.policy.law.Baseline;
import dev.headroom.lab.policy.law.ProportionalLaws;
import dev.headroom.lab.policy.law.SloAware;
import dev.headroom.lab.policy.law.SloAware.Marks;
import dev.headroom.lab.policy.monitor.Scraping;
import java.util.List;

/** B1 to B5: recipes of KEDA over Prometheus. The tolerance of their HPAs is that of a present cluster. */
final class KedaBaselines {
    /** Prometheus' usual interval. */
    private static final double SCRAPE_SECONDS = 15;
    /** llm-d's newer recipes scrape the router so often. */
    private static final double ROUTER_SCRAPE_SECONDS = 5;

    private static final double DOWN_WINDOW_SECONDS = 300;

    /** The production stack's threshold. */
    private static final double WAITING_TARGET = 5;

    /** llm-d's queue recipe. */
    private static final double RUNNING_TARGET = 16;

    private static final double QUEUE_TARGET = 1;
    /** llm-d's first answer to overshoot: every step up waits as long as a cold start. */
    private static final double UP_WINDOW_SECONDS = 300;

    /** The SLO-aware recipe gives back one pod in so long. */
    private static final double DRAIN_SECONDS = 120;

    /** The token-aware guide takes 0.6 to 0.7 of the TTFT that prefill leaves, for tails. */
    private static final double TAIL_SHARE = 0.65;

    private static final double LEAST_THRESHOLD_SECONDS = 0.1;
    private static final double KV_TARGET = 0.8;
    /** Shares of the load test's concurrency to try. */
    private static final double[] SHARES = {0.4, 0.55, 0.7, 0.85, 1};

    private KedaBaselines() {}

    static List<BaselineFamily> families() {
        return List.of(waiting(), running(), guarded(), sloAware(), tokenAware());
    }

    private static BaselineFamily waiting() {
        BaselineFamily family = new BaselineFamily(
                "B1", "KEDA on waiting requests", (setUp, knob) -> waiting(setUp, WAITING_TARGET / knob));
        // A queue says nothing before a replica is full: who tunes this recipe raises its floor to so many times the
        // replicas that the training window's mean needs.
        for (double target : new double[] {0.5, 2, WAITING_TARGET}) {
            for (double floor : new double[] {0, 1, 1.3, 1.7}) {
                family.tuned("target=" + target + " floor=" + floor + "xmean", (setUp, knob) -> {
                    double ofMean = floor * knob * setUp.training().meanPerSecond();
                    return waiting(setUp.withMin(setUp.replicasFor(ofMean)), target / knob);
                });
            }
        }
        return family;
    }

    private static ScalingPolicy waiting(SetUp setUp, double target) {
        return MonitoredPolicy.keda(
                setUp, Scraping.prometheus(SCRAPE_SECONDS), kubernetes(setUp), ProportionalLaws.waiting(target));
    }

    private static BaselineFamily running() {
        BaselineFamily family = new BaselineFamily(
                "B2",
                "KEDA on running and queued requests",
                (setUp, knob) -> doubling(setUp, 0, running(RUNNING_TARGET / knob)));
        for (double share : SHARES) {
            family.tuned(
                    "concurrency=" + share,
                    (setUp, knob) -> doubling(setUp, 0, running(ofConcurrency(setUp, share, knob))));
        }
        return family;
    }

    private static BaselineFamily guarded() {
        BaselineFamily family = new BaselineFamily(
                        "B3", "llm-d's guard", (setUp, knob) -> guarded(setUp, RUNNING_TARGET / knob))
                .variant(
                        "shipped windows",
                        (setUp, knob) -> doubling(setUp, UP_WINDOW_SECONDS, running(RUNNING_TARGET / knob)));
        for (double share : SHARES) {
            family.tuned("concurrency=" + share, (setUp, knob) -> guarded(setUp, ofConcurrency(setUp, share, knob)));
        }
        return family;
    }

    private static ScalingPolicy guarded(SetUp setUp, double target) {
        return doubling(setUp, 0, ProportionalLaws.guarded(running(target)));
    }

    private static double ofConcurrency(SetUp setUp, double share, double knob) {
        return share * setUp.replica().concurrency() / knob;
    }

    private static Baseline running(double target) {
        return ProportionalLaws.running(target, QUEUE_TARGET);
    }

    /** llm-d's queue recipe doubles in 15 s. */
    private static ScalingPolicy doubling(SetUp setUp, double upWindowSeconds, Baseline law) {
        HpaBehavior behavior =
                HpaBehavior.doubling(setUp.leastReplicas(), setUp.maxReplicas(), upWindowSeconds, DOWN_WINDOW_SECONDS);
        return MonitoredPolicy.keda(setUp, Scraping.ofRouter(SCRAPE_SECONDS), behavior, law);
    }

    private static BaselineFamily sloAware() {
        Marks shipped = Marks.SHIPPED;
        BaselineFamily family = new BaselineFamily(
                        "B4",
                        "llm-d SLO-aware",
                        (setUp, knob) -> sloAware(setUp, DRAIN_SECONDS, measuring(setUp, turned(shipped, knob))))
                .variant(
                        "true predictor",
                        (setUp, knob) -> sloAware(
                                setUp,
                                DRAIN_SECONDS,
                                SloAware.predicting(setUp.latencyLimits(), turned(shipped, knob), setUp.sheet())));
        for (double up : new double[] {0.35, 0.45, 0.55, 0.7}) {
            for (double drain : new double[] {60, DRAIN_SECONDS}) {
                double down = up * shipped.down() / shipped.up();
                family.tuned(
                        "up=" + up + " drain=" + drain,
                        (setUp, knob) ->
                                sloAware(setUp, drain, measuring(setUp, new Marks(up / knob, down / knob, true))));
            }
        }
        return family;
    }

    private static Baseline measuring(SetUp setUp, Marks marks) {
        return SloAware.measuring(setUp.latencyLimits(), marks);
    }

    private static Marks turned(Marks marks, double knob) {
        return new Marks(marks.up() / knob, marks.down() / knob, marks.neverFewerOnTheWayUp());
    }

    /** Its recipe: up by 4 or to double in 60 s after 30 s; down by one pod a drain period after 180 s. */
    private static ScalingPolicy sloAware(SetUp setUp, double drainSeconds, Baseline law) {
        Rules up = new Rules(30, List.of(new Limit(Kind.PERCENT, 100, 60), new Limit(Kind.PODS, 4, 60)));
        Rules down = new Rules(180, List.of(new Limit(Kind.PODS, 1, drainSeconds)));
        HpaBehavior behavior =
                new HpaBehavior(setUp.leastReplicas(), setUp.maxReplicas(), up, down, HpaBehavior.DEFAULT_TOLERANCE);
        return MonitoredPolicy.keda(setUp, Scraping.ofRouter(ROUTER_SCRAPE_SECONDS), behavior, law);
    }

    private static BaselineFamily tokenAware() {
        BaselineFamily family = new BaselineFamily(
                        "B5",
                        "llm-d token-aware",
                        (setUp, knob) -> tokenAware(setUp, 1, TAIL_SHARE / knob, KV_TARGET / knob))
                .variant("V_P x 2", (setUp, knob) -> tokenAware(setUp, 2, TAIL_SHARE / knob, KV_TARGET / knob))
                .variant("V_P / 2", (setUp, knob) -> tokenAware(setUp, 0.5, TAIL_SHARE / knob, KV_TARGET / knob));
        for (double share : new double[] {0.35, TAIL_SHARE}) {
            for (double use : SHARES) {
                family.tuned(
                        "threshold=" + share + " use=" + use,
                        (setUp, knob) -> tokenAware(setUp, 1, share / knob, use * setUp.cacheUseAtObjective() / knob));
            }
        }
        return family;
    }

    private static ScalingPolicy tokenAware(SetUp setUp, double error, double share, double kvTarget) {
        double truth = setUp.replica().prefillTokensPerSecond();
        double left = setUp.latencyLimits().timeToFirstTokenSeconds()
                - setUp.training().meanInputTokens() / truth;
        // Without a TTFT to keep, the guide's own 1.5 s of its 3 s stand.
        double threshold = Double.isInfinite(left) ? 1.5 : Math.max(LEAST_THRESHOLD_SECONDS, share * left);
        return MonitoredPolicy.keda(
                setUp,
                Scraping.ofRouter(ROUTER_SCRAPE_SECONDS),
                kubernetes(setUp),
                ProportionalLaws.tokenAware(truth * error, threshold, kvTarget));
    }

    private static HpaBehavior kubernetes(SetUp setUp) {
        return HpaBehavior.defaults(setUp.leastReplicas(), setUp.maxReplicas());
    }
}
