// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.BenchmarkPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run has found, in sentences. */
public final class Findings {
    private Findings() {}

    /** At most one for each loop. */
    public static List<String> sentences(BenchmarkPlan plan, List<JudgedLoad> all) {
        List<String> sentences = new ArrayList<>();
        LoadSearch.knee(all)
                .ifPresent(knee -> sentences.add(String.format(
                        Locale.ROOT,
                        "knee: %.3f requests/s, %.0f in flight; beyond it latency grows faster than the rate",
                        knee.result().completedPerSecond(),
                        knee.load())));
        boolean open = all.stream().anyMatch(each -> each.result().step().isOpen());
        if (open) {
            sentences.add(LoadSearch.carried(all)
                    .map(rate -> String.format(
                            Locale.ROOT,
                            "carried: %.4g requests/s of independent arrivals%s",
                            rate.load(),
                            plan.promises().isEmpty() ? "" : ", with every promise kept"))
                    .orElse("no measured rate was carried"));
        }
        return sentences;
    }
}
