// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.hardware.Catalogue;
import dev.headroom.cli.size.question.WorkloadModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An answer for a terminal. */
public final class AnswerText {
    private static final double HALF = 0.5;
    private static final double DOUBLE = 2;

    private AnswerText() {}

    /** The lines. */
    public static List<String> of(HardwareComparison comparison) {
        List<String> lines = new ArrayList<>(workload(comparison.workload()));
        lines.add("");
        lines.add(prices(comparison));
        lines.addAll(AnswerTables.hardware(comparison).text());
        for (HardwareLine line : comparison.best()) {
            lines.add("");
            lines.addAll(details(comparison, line));
        }
        if (!comparison.lines().isEmpty()) {
            lines.add("");
            lines.add("The price of other promises on "
                    + comparison.lines().get(0).offer().title() + ":");
            lines.addAll(AnswerTables.tradeOff(
                            TradeOff.of(comparison, comparison.lines().get(0)))
                    .text());
        }
        if (!comparison.leftOut().isEmpty()) {
            lines.add("");
            lines.add("Left out:");
            AnswerTables.leftOut(comparison).forEach(one -> lines.add("  " + one));
        }
        return lines;
    }

    /** The lines of a workload model alone. */
    public static List<String> workload(WorkloadModel workload) {
        return AnswerTables.workload(workload).text();
    }

    /** The prices in one sentence. */
    static String prices(HardwareComparison comparison) {
        Catalogue catalogue = comparison.catalogue();
        return "Ranked by " + comparison.question().hardware().pay().word() + " price. Catalogue of " + catalogue.date()
                + ", " + catalogue.region() + ".";
    }

    /** A line in sentences. */
    static List<String> details(HardwareComparison comparison, HardwareLine line) {
        double load = comparison.workload().peakRequestsPerSecond();
        List<String> details = new ArrayList<>();
        NodeFleet fleet = line.fleet(load);
        details.add(line.offer().title() + ": " + Written.fleet(fleet));
        details.add(String.format(
                Locale.ROOT,
                "  one replica is booked with %.4g requests/s, %.0f in flight; %s binds",
                line.rates().booked(),
                line.inFlight(),
                line.replica().binding().sentence()));
        line.notes().forEach(note -> details.add("  " + note));
        line.fit()
                .ifPresent(fit ->
                        details.add("  " + fit.sentence(comparison.workload().shape(), line.inFlight())));
        details.add("  half the load: " + Written.fleet(line.fleet(load * HALF)) + "; double: "
                + Written.fleet(line.fleet(load * DOUBLE)));
        long room = fleet.nodes() * (line.offer().count() / line.devices()) - fleet.replicas();
        if (room > 0) {
            details.add("  these nodes have room for " + room + " more");
        }
        String others = Written.otherPrices(line.offer(), line.pay(), fleet.nodes());
        if (!others.isEmpty()) {
            details.add("  other prices of these nodes, USD/h: " + others);
        }
        return details;
    }
}
