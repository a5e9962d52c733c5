// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy;

import dev.headroom.lab.policy.law.Baseline;
import dev.headroom.lab.policy.law.DownCooldown;
import dev.headroom.lab.policy.law.KnativeKpa;
import dev.headroom.lab.policy.law.ProportionalLaws;
import dev.headroom.lab.policy.law.RayServe;
import dev.headroom.lab.policy.law.RayServe.Delays;
import dev.headroom.lab.policy.law.SageServe;
import dev.headroom.lab.policy.monitor.Scraping;
import java.util.List;

/** B9 to B12: controllers that ask the pods themselves and set replicas themselves. */
final class ControllerBaselines {
    /** AIBrix's resync, and its usual target. */
    private static final double AIBRIX_SECONDS = 10;

    private static final double AIBRIX_WINDOW_SECONDS = 180;
    private static final double AIBRIX_COOLDOWN_SECONDS = 300;
    private static final double AIBRIX_KV_TARGET = 0.5;
    /** Shares of {@link SetUp#cacheUseAtObjective} to try. */
    private static final double[] USES = {0.4, 0.55, 0.7, 0.85, 1, 1.3};
    /** Knative collects every second and decides every other one. */
    private static final double KNATIVE_SCRAPE_SECONDS = 1;

    private static final double KNATIVE_SECONDS = 2;
    private static final double KNATIVE_WINDOW_SECONDS = 60;
    /** container-concurrency-target-percentage. */
    private static final double KNATIVE_UTILISATION = 0.7;

    /** Ray's replicas report so often. */
    private static final double RAY_REPORT_SECONDS = 10;

    private static final double RAY_WINDOW_SECONDS = 60;
    /** Ray's loop is ten times as fast; the lab looks once a second. */
    private static final double RAY_SECONDS = 1;

    private static final double RAY_DEFAULT_TARGET = 2;

    private static final double CHIRON_SECONDS = 15;
    private static final double CHIRON_SCRAPE_SECONDS = 5;
    private static final double CHIRON_THETA = 0.6;

    private ControllerBaselines() {}

    static List<BaselineFamily> families() {
        return List.of(apa(), kpa(), knative(), ray(), chiron(), sage());
    }

    private static BaselineFamily apa() {
        BaselineFamily family = new BaselineFamily(
                "B9-apa",
                "AIBrix APA",
                (setUp, knob) -> aibrix(setUp, ProportionalLaws.aibrixApa(AIBRIX_KV_TARGET / knob)));
        for (double use : USES) {
            family.tuned(
                    "use=" + use,
                    (setUp, knob) ->
                            aibrix(setUp, ProportionalLaws.aibrixApa(use * setUp.cacheUseAtObjective() / knob)));
        }
        return family;
    }

    private static BaselineFamily kpa() {
        BaselineFamily family = new BaselineFamily(
                        "B9-kpa",
                        "AIBrix KPA",
                        (setUp, knob) -> aibrix(setUp, ProportionalLaws.aibrixKpa(AIBRIX_KV_TARGET / knob, false)))
                .variant(
                        "corrected",
                        (setUp, knob) -> aibrix(setUp, ProportionalLaws.aibrixKpa(AIBRIX_KV_TARGET / knob, true)));
        for (double use : USES) {
            family.tuned(
                    "corrected use=" + use,
                    (setUp, knob) ->
                            aibrix(setUp, ProportionalLaws.aibrixKpa(use * setUp.cacheUseAtObjective() / knob, true)));
        }
        return family;
    }

    private static ScalingPolicy aibrix(SetUp setUp, Baseline law) {
        Scraping scraping = Scraping.own(AIBRIX_SECONDS, AIBRIX_WINDOW_SECONDS);
        return MonitoredPolicy.own(setUp, scraping, AIBRIX_SECONDS, new DownCooldown(law, AIBRIX_COOLDOWN_SECONDS));
    }

    private static BaselineFamily knative() {
        BaselineFamily family =
                new BaselineFamily("B10", "Knative KPA", (setUp, knob) -> knative(setUp, KNATIVE_UTILISATION / knob));
        for (double utilisation : new double[] {0.4, 0.55, KNATIVE_UTILISATION, 0.85, 1}) {
            family.tuned("utilisation=" + utilisation, (setUp, knob) -> knative(setUp, utilisation / knob));
        }
        return family;
    }

    private static ScalingPolicy knative(SetUp setUp, double utilisation) {
        Scraping scraping = Scraping.own(KNATIVE_SCRAPE_SECONDS, KNATIVE_WINDOW_SECONDS);
        KnativeKpa law = new KnativeKpa(utilisation * setUp.replica().concurrency());
        return MonitoredPolicy.own(setUp, scraping, KNATIVE_SECONDS, law);
    }

    private static BaselineFamily ray() {
        BaselineFamily family = new BaselineFamily(
                        "B11", "Ray Serve", (setUp, knob) -> ray(setUp, RAY_DEFAULT_TARGET / knob, Delays.SHIPPED))
                .variant(
                        "concurrency at SLO",
                        (setUp, knob) -> ray(setUp, setUp.replica().concurrency() / knob, Delays.SHIPPED));
        for (double share : new double[] {0.4, 0.55, 0.7, 0.85, 1}) {
            for (double down : new double[] {120, Delays.SHIPPED.downSeconds()}) {
                Delays delays = new Delays(Delays.SHIPPED.upSeconds(), down);
                family.tuned(
                        "concurrency=" + share + " down=" + down,
                        (setUp, knob) -> ray(setUp, share * setUp.replica().concurrency() / knob, delays));
            }
        }
        return family;
    }

    private static ScalingPolicy ray(SetUp setUp, double target, Delays delays) {
        Scraping scraping = Scraping.own(RAY_REPORT_SECONDS, RAY_WINDOW_SECONDS);
        return MonitoredPolicy.own(setUp, scraping, RAY_SECONDS, new RayServe(target, delays));
    }

    private static BaselineFamily chiron() {
        BaselineFamily family =
                new BaselineFamily("B12-chiron", "after Chiron", (setUp, knob) -> chiron(setUp, CHIRON_THETA / knob));
        for (double theta : new double[] {0.4, 0.5, CHIRON_THETA, 0.75, 0.9}) {
            family.tuned("theta=" + theta, (setUp, knob) -> chiron(setUp, theta / knob));
        }
        return family;
    }

    private static ScalingPolicy chiron(SetUp setUp, double theta) {
        Scraping scraping = Scraping.own(CHIRON_SCRAPE_SECONDS, CHIRON_SECONDS);
        Baseline law = ProportionalLaws.chiron(theta, setUp.replica().concurrency());
        return MonitoredPolicy.own(setUp, scraping, CHIRON_SECONDS, law);
    }

    private static BaselineFamily sage() {
        SageServe.Marks shipped = SageServe.Marks.SHIPPED;
        BaselineFamily family =
                new BaselineFamily("B12-sage", "after SageServe LT-UA", (setUp, knob) -> sage(setUp, shipped, knob));
        for (double use : new double[] {0.7, 1}) {
            for (double seconds : new double[] {300, 900, shipped.forecastSeconds()}) {
                family.tuned(
                        "use=" + use + " forecast=" + seconds,
                        (setUp, knob) -> sage(setUp, around(use * setUp.cacheUseAtObjective(), seconds), knob));
            }
        }
        return family;
    }

    /** The paper's marks in their proportions, with the override where the promise is about to break. */
    private static SageServe.Marks around(double use, double forecastSeconds) {
        SageServe.Marks shipped = SageServe.Marks.SHIPPED;
        double scale = use / shipped.override();
        return new SageServe.Marks(
                shipped.up() * scale, shipped.down() * scale, use, shipped.overrideRatio(), forecastSeconds);
    }

    private static ScalingPolicy sage(SetUp setUp, SageServe.Marks marks, double knob) {
        SageServe.Marks turned = new SageServe.Marks(
                marks.up() / knob,
                marks.down() / knob,
                marks.override(),
                marks.overrideRatio(),
                marks.forecastSeconds());
        SageServe law = new SageServe(
                turned, setUp.replica().ratePerSecond() / knob, setUp.training().peakPerSecond());
        Scraping scraping = Scraping.own(SageServe.TICK_SECONDS, RAY_WINDOW_SECONDS);
        return MonitoredPolicy.own(setUp, scraping, SageServe.TICK_SECONDS, law);
    }
}
