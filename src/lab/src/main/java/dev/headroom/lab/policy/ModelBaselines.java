// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.engine.EngineLimits;
import dev.headroom.lab.policy.law.DynamoLoad;
import dev.headroom.lab.policy.law.DynamoSlaOne;
import dev.headroom.lab.policy.law.DynamoSlaZero;
import dev.headroom.lab.policy.law.DynamoSlaZero.Predictor;
import dev.headroom.lab.policy.law.EngineSheet;
import dev.headroom.lab.policy.law.Inferno;
import dev.headroom.lab.policy.law.Inferno.Arrivals;
import dev.headroom.lab.policy.law.Multiplied;
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

    /** Shares of {@link CacheUse#atObjective} to try. */
    private static final double[] USES = {0.4, 0.55, 0.7, 0.85, 1, 1.3};

    private ModelBaselines() {}

    static List<BaselineFamily> families() {
        return List.of(saturationOne(), saturationTwo(), inferno(), dynamoLoad(), dynamoSlaZero(), dynamoSlaOne());
    }

    private static BaselineFamily saturationOne() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                "B6-v1", "WVA saturation V1", (setUp, knob) -> saturationOne(setUp, Thresholds.SHIPPED, knob));
        for (double use : USES) {
            family.tuned("use=" + use, (setUp, knob) -> saturationOne(setUp, around(setUp, use), knob));
        }
        return family.build();
    }

    /** The cache thresholds in their proportion, so that a replica is added at a share of what keeps the promise. */
    private static Thresholds around(SetUp setUp, double use) {
        Thresholds shipped = Thresholds.SHIPPED;
        double scale = use * CacheUse.atObjective(setUp) / (shipped.kvUsage() - shipped.spareKvUsage());
        return new Thresholds(
                shipped.kvUsage() * scale, shipped.queue(), shipped.spareKvUsage() * scale, shipped.spareQueue());
    }

    private static ScalingPolicy saturationOne(SetUp setUp, Thresholds marks, double knob) {
        Assembly assembly = new Assembly(setUp);
        Thresholds thresholds = new Thresholds(
                Math.min(HIGHEST_USAGE, marks.kvUsage() / knob),
                marks.queue() / knob,
                marks.spareKvUsage() / knob,
                marks.spareQueue() / knob);
        return assembly.gauge(
                Scraping.prometheus(SCRAPE_SECONDS),
                new SaturationOne(thresholds),
                SATURATION_SECONDS,
                HpaBehaviors.doubling(assembly.bounds(), 0, WINDOW_SECONDS));
    }

    private static BaselineFamily saturationTwo() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                "B6-v2",
                "WVA saturation V2",
                (setUp, knob) -> saturationTwo(setUp, SaturationTwo.Marks.SHIPPED.kvShare(), knob));
        for (double use : USES) {
            family.tuned("use=" + use, (setUp, knob) -> saturationTwo(setUp, use * CacheUse.atObjective(setUp), knob));
        }
        return family.build();
    }

    private static ScalingPolicy saturationTwo(SetUp setUp, double kvShare, double knob) {
        Assembly assembly = new Assembly(setUp);
        EngineLimits limits = setUp.engine().limits();
        SaturationTwo.Engine engine = new SaturationTwo.Engine(
                limits.kvTokens(),
                limits.stepTokens(),
                limits.maxSequences(),
                setUp.training().meanInputTokens(),
                setUp.training().meanOutputTokens());
        SaturationTwo.Marks shipped = SaturationTwo.Marks.SHIPPED;
        return assembly.gauge(
                Scraping.prometheus(SCRAPE_SECONDS),
                new SaturationTwo(engine, new SaturationTwo.Marks(kvShare, shipped.up() / knob, shipped.down() / knob)),
                SATURATION_SECONDS,
                HpaBehaviors.doubling(assembly.bounds(), 0, WINDOW_SECONDS));
    }

    private static BaselineFamily inferno() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
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
        return family.build();
    }

    private static ScalingPolicy inferno(SetUp setUp, double error, Arrivals arrivals, double headroom) {
        Assembly assembly = new Assembly(setUp);
        EngineSheet sheet = sheet(setUp);
        Limits limits = Limits.of(setUp);
        Inferno law = new Inferno(
                sheet.inferno((int) Math.round(setUp.replica().concurrency())).times(error),
                Inferno.Targets.ofSeconds(limits.timeToFirstTokenSeconds(), limits.perTokenSeconds()),
                sheet.mostSequences(),
                arrivals,
                sheet.inputTokens(),
                sheet.outputTokens());
        return assembly.gauge(
                Scraping.prometheus(SCRAPE_SECONDS),
                new Multiplied(law, headroom),
                INFERNO_SECONDS,
                HpaBehaviors.doubling(assembly.bounds(), 0, WINDOW_SECONDS));
    }

    private static BaselineFamily dynamoLoad() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                "B8-load", "Dynamo load planner", (setUp, knob) -> dynamoLoad(setUp, DynamoLoad.Marks.SHIPPED, knob));
        for (double use : USES) {
            family.tuned("use=" + use, (setUp, knob) -> dynamoLoad(setUp, loadMarks(setUp, use), knob));
        }
        return family.build();
    }

    private static DynamoLoad.Marks loadMarks(SetUp setUp, double use) {
        DynamoLoad.Marks shipped = DynamoLoad.Marks.SHIPPED;
        double scale = use * CacheUse.atObjective(setUp) / shipped.kvUp();
        return new DynamoLoad.Marks(
                shipped.kvUp() * scale, shipped.kvDown() * scale, shipped.queueUp(), shipped.queueDown());
    }

    private static ScalingPolicy dynamoLoad(SetUp setUp, DynamoLoad.Marks marks, double knob) {
        DynamoLoad.Marks turned = new DynamoLoad.Marks(
                Math.min(HIGHEST_USAGE, marks.kvUp() / knob),
                marks.kvDown() / knob,
                marks.queueUp() / knob,
                marks.queueDown() / knob);
        return new Assembly(setUp)
                .own(
                        Scraping.own(LOAD_SCRAPE_SECONDS, DynamoLoad.INTERVAL_SECONDS),
                        new DynamoLoad(turned),
                        DynamoLoad.INTERVAL_SECONDS);
    }

    private static BaselineFamily dynamoSlaZero() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                        "B8-sla0",
                        "Dynamo SLA planner 0.x",
                        (setUp, knob) -> dynamoSlaZero(setUp, Predictor.AUTOREGRESSION, knob))
                .variant("last value", (setUp, knob) -> dynamoSlaZero(setUp, Predictor.LAST_VALUE, knob));
        for (Predictor predictor : Predictor.values()) {
            for (double headroom : new double[] {0.85, 1, 1.2, 1.5}) {
                family.tuned(
                        "predictor=" + predictor + " headroom=" + headroom,
                        (setUp, knob) -> dynamoSlaZero(setUp, predictor, headroom * knob));
            }
        }
        return family.build();
    }

    private static ScalingPolicy dynamoSlaZero(SetUp setUp, Predictor predictor, double headroom) {
        DynamoSlaZero law = new DynamoSlaZero(
                sheet(setUp),
                setUp.replica().prefillTokensPerSecond(),
                Limits.of(setUp).perTokenSeconds(),
                predictor);
        return new Assembly(setUp)
                .own(
                        Scraping.prometheus(SCRAPE_SECONDS),
                        new Multiplied(law, headroom),
                        DynamoSlaZero.INTERVAL_SECONDS);
    }

    private static BaselineFamily dynamoSlaOne() {
        BaselineFamily.Builder family = BaselineFamily.shipped(
                "B8-sla1",
                "Dynamo SLA planner 1.x",
                (setUp, knob) -> dynamoSlaOne(setUp, DynamoSlaOne.Limits.SHIPPED_DOWN_SHARE, knob));
        for (double factor : new double[] {0.85, 1, 1.3, 1.7}) {
            for (double downShare : new double[] {0.6, DynamoSlaOne.Limits.SHIPPED_DOWN_SHARE}) {
                family.tuned(
                        "caution=" + factor + " down=" + downShare,
                        (setUp, knob) -> dynamoSlaOne(setUp, downShare, factor * knob));
            }
        }
        return family.build();
    }

    private static ScalingPolicy dynamoSlaOne(SetUp setUp, double downShare, double knob) {
        Limits limits = Limits.of(setUp);
        DynamoSlaOne law = new DynamoSlaOne(
                sheet(setUp),
                new DynamoSlaOne.Limits(
                        limits.timeToFirstTokenSeconds() / knob, limits.perTokenSeconds() / knob, downShare));
        return new Assembly(setUp)
                .own(
                        Scraping.own(DynamoSlaOne.TICK_SECONDS, DynamoSlaZero.INTERVAL_SECONDS),
                        law,
                        DynamoSlaOne.TICK_SECONDS);
    }

    private static EngineSheet sheet(SetUp setUp) {
        return new EngineSheet(
                setUp.engine(),
                setUp.training().meanInputTokens(),
                setUp.training().meanOutputTokens());
    }
}
