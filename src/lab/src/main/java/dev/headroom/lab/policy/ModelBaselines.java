// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.keda.HpaBehavior;
import dev.headroom.lab.policy.law.Baseline;
import dev.headroom.lab.policy.law.DynamoLoad;
import dev.headroom.lab.policy.law.DynamoSlaOne;
import dev.headroom.lab.policy.law.DynamoSlaZero;
import dev.headroom.lab.policy.law.EngineSheet;
import dev.headroom.lab.policy.law.Forecast;
import dev.headroom.lab.policy.law.Inferno;
import dev.headroom.lab.policy.law.Inferno.Arrivals;
import dev.headroom.lab.policy.law.LatencyLimits;
import dev.headroom.lab.policy.law.SaturationOne;
import dev.headroom.lab.policy.law.SaturationOne.Thresholds;
import dev.headroom.lab.policy.law.SaturationTwo;
import dev.headroom.lab.policy.monitor.Scraping;
import java.util.List;

/** B6 to B8: WVA's analyzers and Dynamo's planners. */
final class ModelBaselines {
    private static final double SCRAPE_SECONDS = 15;
    /** WVA's saturation analyzers tick so often. */
    private static final double SATURATION_SECONDS = 30;
    /** Its inferno so often. */
    private static final double INFERNO_SECONDS = 60;
    /** Its HPA's window; upward there is none, the reading that favours it. */
    private static final double WINDOW_SECONDS = 120;
    /** Utilisation cannot be higher, and a threshold at it would never be reached. */
    private static final double HIGHEST_USAGE = 0.99;
    /** Dynamo's load planner looks at its workers every second. */
    private static final double LOAD_SCRAPE_SECONDS = 1;
    /** Shares of {@link SetUp#cacheUseAtObjective} to try. */
    private static final double[] USES = {0.4, 0.55, 0.7, 0.85, 1, 1.3};

    private ModelBaselines() {}

    static List<BaselineFamily> families() {
        return List.of(saturationOne(), saturationTwo(), inferno(), dynamoLoad(), dynamoSlaZero(), dynamoSlaOne());
    }

    private static BaselineFamily saturationOne() {
        BaselineFamily family = new BaselineFamily(
                "B6-v1", "WVA saturation V1", (setUp, knob) -> saturationOne(setUp, Thresholds.SHIPPED, knob));
        for (double use : USES) {
            family.tuned("use=" + use, (setUp, knob) -> saturationOne(setUp, around(setUp, use), knob));
        }
        return family;
    }

    /** The cache thresholds in their proportion, so that a replica is added at a share of what keeps the promise. */
    private static Thresholds around(SetUp setUp, double use) {
        Thresholds shipped = Thresholds.SHIPPED;
        double scale = use * setUp.cacheUseAtObjective() / (shipped.kvUsage() - shipped.spareKvUsage());
        return new Thresholds(
                shipped.kvUsage() * scale, shipped.queue(), shipped.spareKvUsage() * scale, shipped.spareQueue());
    }

    private static ScalingPolicy saturationOne(SetUp setUp, Thresholds marks, double knob) {
        Thresholds thresholds = new Thresholds(
                Math.min(HIGHEST_USAGE, marks.kvUsage() / knob),
                marks.queue() / knob,
                marks.spareKvUsage() / knob,
                marks.spareQueue() / knob);
        return wva(setUp, SATURATION_SECONDS, new SaturationOne(thresholds));
    }

    private static BaselineFamily saturationTwo() {
        BaselineFamily family = new BaselineFamily(
                "B6-v2",
                "WVA saturation V2",
                (setUp, knob) -> saturationTwo(setUp, SaturationTwo.Marks.SHIPPED.kvShare(), knob));
        for (double use : USES) {
            family.tuned("use=" + use, (setUp, knob) -> saturationTwo(setUp, use * setUp.cacheUseAtObjective(), knob));
        }
        return family;
    }

    private static ScalingPolicy saturationTwo(SetUp setUp, double kvShare, double knob) {
        SaturationTwo.Marks shipped = SaturationTwo.Marks.SHIPPED;
        SaturationTwo.Marks marks = new SaturationTwo.Marks(kvShare, shipped.up() / knob, shipped.down() / knob);
        return wva(
                setUp,
                SATURATION_SECONDS,
                new SaturationTwo(
                        setUp.engine().limits(),
                        setUp.training().meanInputTokens(),
                        setUp.training().meanOutputTokens(),
                        marks));
    }

    private static BaselineFamily inferno() {
        BaselineFamily family = new BaselineFamily(
                        "B7", "WVA inferno", (setUp, knob) -> inferno(setUp, 1, Arrivals.COMPLETIONS, knob))
                .variant("parameters +20 %", (setUp, knob) -> inferno(setUp, 1.2, Arrivals.COMPLETIONS, knob))
                .variant("parameters -20 %", (setUp, knob) -> inferno(setUp, 0.8, Arrivals.COMPLETIONS, knob))
                .variant("true arrivals", (setUp, knob) -> inferno(setUp, 1, Arrivals.TRUE, knob));
        for (Arrivals arrivals : Arrivals.values()) {
            for (double headroom : new double[] {0.9, 1, 1.2, 1.5}) {
                family.tuned(
                        "arrivals=" + arrivals + " headroom=" + headroom,
                        (setUp, knob) -> inferno(setUp, 1, arrivals, headroom * knob));
            }
        }
        return family;
    }

    private static ScalingPolicy inferno(SetUp setUp, double error, Arrivals arrivals, double headroom) {
        EngineSheet sheet = setUp.sheet();
        Inferno law = new Inferno(
                sheet.inferno((int) Math.round(setUp.replica().concurrency())).times(error),
                setUp.latencyLimits(),
                sheet.mostSequences(),
                arrivals,
                sheet.inputTokens(),
                sheet.outputTokens());
        return wva(setUp, INFERNO_SECONDS, law.times(headroom));
    }

    private static ScalingPolicy wva(SetUp setUp, double controllerSeconds, Baseline law) {
        HpaBehavior behavior = HpaBehavior.doubling(setUp.leastReplicas(), setUp.maxReplicas(), 0, WINDOW_SECONDS);
        return MonitoredPolicy.gauge(setUp, Scraping.prometheus(SCRAPE_SECONDS), behavior, controllerSeconds, law);
    }

    private static BaselineFamily dynamoLoad() {
        BaselineFamily family = new BaselineFamily(
                "B8-load", "Dynamo load planner", (setUp, knob) -> dynamoLoad(setUp, DynamoLoad.Marks.SHIPPED, knob));
        for (double use : USES) {
            family.tuned("use=" + use, (setUp, knob) -> dynamoLoad(setUp, loadMarks(setUp, use), knob));
        }
        return family;
    }

    private static DynamoLoad.Marks loadMarks(SetUp setUp, double use) {
        DynamoLoad.Marks shipped = DynamoLoad.Marks.SHIPPED;
        double scale = use * setUp.cacheUseAtObjective() / shipped.kvUp();
        return new DynamoLoad.Marks(
                shipped.kvUp() * scale, shipped.kvDown() * scale, shipped.queueUp(), shipped.queueDown());
    }

    private static ScalingPolicy dynamoLoad(SetUp setUp, DynamoLoad.Marks marks, double knob) {
        DynamoLoad.Marks turned = new DynamoLoad.Marks(
                Math.min(HIGHEST_USAGE, marks.kvUp() / knob),
                marks.kvDown() / knob,
                marks.queueUp() / knob,
                marks.queueDown() / knob);
        Scraping scraping = Scraping.own(LOAD_SCRAPE_SECONDS, DynamoLoad.INTERVAL_SECONDS);
        return MonitoredPolicy.own(setUp, scraping, DynamoLoad.INTERVAL_SECONDS, new DynamoLoad(turned));
    }

    private static BaselineFamily dynamoSlaZero() {
        BaselineFamily family = new BaselineFamily(
                        "B8-sla0",
                        "Dynamo SLA planner 0.x",
                        (setUp, knob) -> dynamoSlaZero(setUp, Forecast.Kind.AUTOREGRESSION, knob))
                .variant("last value", (setUp, knob) -> dynamoSlaZero(setUp, Forecast.Kind.LAST_VALUE, knob));
        for (Forecast.Kind predictor : Forecast.Kind.values()) {
            for (double headroom : new double[] {0.85, 1, 1.2, 1.5}) {
                family.tuned(
                        "predictor=" + predictor + " headroom=" + headroom,
                        (setUp, knob) -> dynamoSlaZero(setUp, predictor, headroom * knob));
            }
        }
        return family;
    }

    private static ScalingPolicy dynamoSlaZero(SetUp setUp, Forecast.Kind predictor, double headroom) {
        DynamoSlaZero law = new DynamoSlaZero(
                setUp.sheet(),
                setUp.replica().prefillTokensPerSecond(),
                setUp.latencyLimits().perTokenSeconds(),
                predictor);
        return MonitoredPolicy.own(
                setUp, Scraping.prometheus(SCRAPE_SECONDS), DynamoSlaZero.INTERVAL_SECONDS, law.times(headroom));
    }

    private static BaselineFamily dynamoSlaOne() {
        BaselineFamily family = new BaselineFamily(
                "B8-sla1",
                "Dynamo SLA planner 1.x",
                (setUp, knob) -> dynamoSlaOne(setUp, DynamoSlaOne.SHIPPED_DOWN_SHARE, knob));
        for (double factor : new double[] {0.85, 1, 1.3, 1.7}) {
            for (double downShare : new double[] {0.6, DynamoSlaOne.SHIPPED_DOWN_SHARE}) {
                family.tuned(
                        "caution=" + factor + " down=" + downShare,
                        (setUp, knob) -> dynamoSlaOne(setUp, downShare, factor * knob));
            }
        }
        return family;
    }

    private static ScalingPolicy dynamoSlaOne(SetUp setUp, double downShare, double knob) {
        LatencyLimits limits = setUp.latencyLimits();
        LatencyLimits turned =
                new LatencyLimits(limits.timeToFirstTokenSeconds() / knob, limits.perTokenSeconds() / knob);
        return MonitoredPolicy.own(
                setUp,
                Scraping.own(DynamoSlaOne.TICK_SECONDS, DynamoSlaZero.INTERVAL_SECONDS),
                DynamoSlaOne.TICK_SECONDS,
                new DynamoSlaOne(setUp.sheet(), turned, downShare));
    }
}
