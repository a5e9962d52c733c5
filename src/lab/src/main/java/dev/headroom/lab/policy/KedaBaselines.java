// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.policy.law.EngineSheet;
import dev.headroom.lab.policy.law.PendingGuard;
import dev.headroom.lab.policy.law.RunningRequests;
import dev.headroom.lab.policy.law.SloAware;
import dev.headroom.lab.policy.law.SloAware.Marks;
import dev.headroom.lab.policy.law.TokenAware;
import dev.headroom.lab.policy.law.WaitingRequests;
import dev.headroom.lab.policy.monitor.Scraping;
import java.util.List;

/** B1 to B5: recipes of KEDA over Prometheus. */
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

    private KedaBaselines() {}

    static List<BaselineFamily> families() {
        return List.of(waiting(), running(), guarded(), sloAware(), tokenAware());
    }

    private static BaselineFamily waiting() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                "B1", "KEDA on waiting requests", (setUp, knob) -> waiting(setUp, WAITING_TARGET / knob));
        // A queue says nothing before a replica is full: who tunes this recipe raises its floor.
        for (double target : new double[] {0.5, 2, WAITING_TARGET}) {
            for (double floor : new double[] {0, 1, 1.3, 1.7}) {
                family.tuned(
                        "target=" + target + " floor=" + floor + "xmean",
                        (setUp, knob) -> waiting(floored(setUp, floor * knob), target / knob));
            }
        }
        return family.build();
    }

    /** With a minimum of so many times the replicas that the training window's mean needs. */
    private static SetUp floored(SetUp setUp, double ofMean) {
        double needed =
                ofMean * setUp.training().meanPerSecond() / setUp.replica().ratePerSecond();
        return new SetUp(
                setUp.promise(),
                Bounds.of(setUp).of(needed),
                setUp.maxReplicas(),
                setUp.engine(),
                setUp.replica(),
                setUp.training(),
                setUp.seed(),
                setUp.terms());
    }

    private static ScalingPolicy waiting(SetUp setUp, double target) {
        Assembly assembly = new Assembly(setUp);
        return assembly.keda(
                Scraping.prometheus(SCRAPE_SECONDS),
                new WaitingRequests(target),
                HpaBehaviors.kubernetes(assembly.bounds()));
    }

    private static BaselineFamily running() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                "B2", "KEDA on running and queued requests", (setUp, knob) -> running(setUp, RUNNING_TARGET / knob));
        for (double share : new double[] {0.4, 0.55, 0.7, 0.85, 1}) {
            family.tuned(
                    "concurrency=" + share,
                    (setUp, knob) -> running(setUp, share * setUp.replica().concurrency() / knob));
        }
        return family.build();
    }

    private static ScalingPolicy running(SetUp setUp, double target) {
        Assembly assembly = new Assembly(setUp);
        return assembly.keda(
                Scraping.ofRouter(SCRAPE_SECONDS),
                new RunningRequests(target, QUEUE_TARGET),
                HpaBehaviors.doubling(assembly.bounds(), 0, DOWN_WINDOW_SECONDS));
    }

    private static BaselineFamily guarded() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                        "B3", "llm-d's guard", (setUp, knob) -> guarded(setUp, RUNNING_TARGET / knob))
                .variant("shipped windows", (setUp, knob) -> windowed(setUp, RUNNING_TARGET / knob));
        for (double share : new double[] {0.4, 0.55, 0.7, 0.85, 1}) {
            family.tuned(
                    "concurrency=" + share,
                    (setUp, knob) -> guarded(setUp, share * setUp.replica().concurrency() / knob));
        }
        return family.build();
    }

    private static ScalingPolicy guarded(SetUp setUp, double target) {
        Assembly assembly = new Assembly(setUp);
        return assembly.keda(
                Scraping.ofRouter(SCRAPE_SECONDS),
                new PendingGuard(new RunningRequests(target, QUEUE_TARGET)),
                HpaBehaviors.doubling(assembly.bounds(), 0, DOWN_WINDOW_SECONDS));
    }

    private static ScalingPolicy windowed(SetUp setUp, double target) {
        Assembly assembly = new Assembly(setUp);
        return assembly.keda(
                Scraping.ofRouter(SCRAPE_SECONDS),
                new RunningRequests(target, QUEUE_TARGET),
                HpaBehaviors.doubling(assembly.bounds(), UP_WINDOW_SECONDS, DOWN_WINDOW_SECONDS));
    }

    private static BaselineFamily sloAware() {
        Marks shipped = Marks.SHIPPED;
        BaselineFamily.Builder family = BaselineFamily.shipped(
                        "B4", "llm-d SLO-aware", (setUp, knob) -> sloAware(setUp, turned(shipped, knob), DRAIN_SECONDS))
                .variant("true predictor", (setUp, knob) -> predicting(setUp, turned(shipped, knob)));
        for (double up : new double[] {0.35, 0.45, 0.55, 0.7}) {
            for (double drain : new double[] {60, DRAIN_SECONDS}) {
                double down = up * shipped.down() / shipped.up();
                family.tuned(
                        "up=" + up + " drain=" + drain,
                        (setUp, knob) -> sloAware(setUp, new Marks(up / knob, down / knob, true), drain));
            }
        }
        return family.build();
    }

    private static Marks turned(Marks marks, double knob) {
        return new Marks(marks.up() / knob, marks.down() / knob, marks.neverFewerOnTheWayUp());
    }

    private static ScalingPolicy predicting(SetUp setUp, Marks marks) {
        Assembly assembly = new Assembly(setUp);
        EngineSheet sheet = new EngineSheet(
                setUp.engine(),
                setUp.training().meanInputTokens(),
                setUp.training().meanOutputTokens());
        return assembly.keda(
                Scraping.ofRouter(ROUTER_SCRAPE_SECONDS),
                SloAware.predicting(latencies(setUp), marks, sheet),
                HpaBehaviors.sloAware(assembly.bounds(), DRAIN_SECONDS));
    }

    private static SloAware.Latencies latencies(SetUp setUp) {
        Limits limits = Limits.of(setUp);
        return new SloAware.Latencies(limits.timeToFirstTokenSeconds(), limits.perTokenSeconds());
    }

    private static ScalingPolicy sloAware(SetUp setUp, Marks marks, double drainSeconds) {
        Assembly assembly = new Assembly(setUp);
        return assembly.keda(
                Scraping.ofRouter(ROUTER_SCRAPE_SECONDS),
                new SloAware(latencies(setUp), marks),
                HpaBehaviors.sloAware(assembly.bounds(), drainSeconds));
    }

    private static BaselineFamily tokenAware() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                        "B5",
                        "llm-d token-aware",
                        (setUp, knob) -> tokenAware(setUp, 1, TAIL_SHARE / knob, KV_TARGET / knob))
                .variant("V_P x 2", (setUp, knob) -> tokenAware(setUp, 2, TAIL_SHARE / knob, KV_TARGET / knob))
                .variant("V_P / 2", (setUp, knob) -> tokenAware(setUp, 0.5, TAIL_SHARE / knob, KV_TARGET / knob));
        for (double share : new double[] {0.35, TAIL_SHARE}) {
            for (double use : new double[] {0.4, 0.55, 0.7, 0.85, 1}) {
                family.tuned(
                        "threshold=" + share + " use=" + use,
                        (setUp, knob) -> tokenAware(setUp, 1, share / knob, use * CacheUse.atObjective(setUp) / knob));
            }
        }
        return family.build();
    }

    private static ScalingPolicy tokenAware(SetUp setUp, double error, double share, double kvTarget) {
        Assembly assembly = new Assembly(setUp);
        double truth = setUp.replica().prefillTokensPerSecond();
        double left =
                Limits.of(setUp).timeToFirstTokenSeconds() - setUp.training().meanInputTokens() / truth;
        // Without a TTFT to keep, the guide's own 1.5 s of its 3 s stand.
        double threshold = Double.isInfinite(left) ? 1.5 : Math.max(LEAST_THRESHOLD_SECONDS, share * left);
        return assembly.keda(
                Scraping.ofRouter(ROUTER_SCRAPE_SECONDS),
                new TokenAware(truth * error, threshold, kvTarget),
                HpaBehaviors.kubernetes(assembly.bounds()));
    }
}
