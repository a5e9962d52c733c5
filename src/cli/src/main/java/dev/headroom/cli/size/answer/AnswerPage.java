// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.lab.report.CostPicture;
import dev.headroom.lab.report.Page;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.whatif.CostCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An answer as one HTML file that needs nothing from elsewhere. */
public final class AnswerPage {
    private AnswerPage() {}

    /** The file's text. */
    public static String html(HardwareComparison comparison) {
        Page page = new Page("Sizing: " + comparison.question().target().name());
        page.paragraph(verdict(comparison));
        page.heading(2, "Workload model").table(AnswerTables.workload(comparison.workload()));
        page.heading(2, "Hardware").note(AnswerText.prices(comparison)).table(AnswerTables.hardware(comparison));
        page.note(
                "A range behind the replicas is the error bar of an estimate. USD/month pays for the peak at all times;"
                        + " at mean load is the least that scaling can reach.");
        Optional<HardwareLine> first = comparison.lines().stream().findFirst();
        first.ifPresent(line -> {
            page.heading(2, "Latency and cost on " + line.offer().title());
            CostPicture.onto(
                    page, "Each point is a number of replicas at the peak load", axis(line), panels(comparison, line));
            page.heading(2, "The price of other promises").table(AnswerTables.tradeOff(TradeOff.of(comparison, line)));
        });
        if (!comparison.best().isEmpty()) {
            page.heading(2, "The cheapest, and the next two");
            comparison.best().forEach(line -> {
                List<String> details = AnswerText.details(comparison, line);
                page.heading(3, details.get(0))
                        .list(details.stream().skip(1).map(String::strip).toList());
            });
        }
        if (!comparison.leftOut().isEmpty()) {
            page.heading(2, "Left out").list(AnswerTables.leftOut(comparison));
        }
        return page.html();
    }

    private static String verdict(HardwareComparison comparison) {
        String promise = comparison.question().promise().objectives().stream()
                .map(Objective::toString)
                .collect(Collectors.joining(", "));
        return comparison.lines().stream()
                .findFirst()
                .map(line -> "The cheapest that keeps " + promise + ": "
                        + line.offer().title() + ", "
                        + Written.fleet(line.fleet(comparison.workload().peakRequestsPerSecond())) + ".")
                .orElse("No hardware of the comparison keeps " + promise + ".");
    }

    private static String axis(HardwareLine line) {
        return line.offer().price(line.pay()).isPresent() ? "USD/h" : "replicas";
    }

    private static List<CostPicture.Panel> panels(HardwareComparison comparison, HardwareLine line) {
        double load = comparison.workload().peakRequestsPerSecond();
        CostCurve curve = CostCurve.of(line.replica(), line.rates(), load);
        List<CostPicture.Panel> panels = new ArrayList<>();
        for (int index = 0; index < curve.objectives().size(); index++) {
            int at = index;
            Objective objective = curve.objectives().get(index);
            panels.add(new CostPicture.Panel(
                    objective.toString(),
                    objective.limitSeconds(),
                    curve.points().stream().map(point -> spot(line, point, at)).toList()));
        }
        return panels;
    }

    private static CostPicture.Spot spot(HardwareLine line, CostCurve.Point point, int objective) {
        long nodes = line.offer().nodesFor(point.replicas(), line.devices());
        double cost = line.offer().price(line.pay()).isPresent()
                ? nodes * line.offer().price(line.pay()).getAsDouble()
                : point.replicas();
        return new CostPicture.Spot(
                cost, point.seconds().get(objective), point.replicas() + " replicas on " + nodes + " nodes");
    }
}
