// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.question.WorkloadModel;
import dev.headroom.lab.report.Table;
import dev.headroom.scaler.slo.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables of an answer. */
final class AnswerTables {
    private AnswerTables() {}

    static Table workload(WorkloadModel workload) {
        Table table = new Table("workload", "value", "from");
        workload.figures().forEach(figure -> table.row(figure.name(), figure.value(), figure.origin()));
        return table;
    }

    static Table hardware(HardwareComparison comparison) {
        WorkloadModel workload = comparison.workload();
        Table table = new Table(
                "hardware",
                "replica",
                "replicas",
                "nodes",
                "USD/h",
                "USD/month",
                "at mean load",
                "USD/request",
                "USD/1M tokens",
                "profile");
        for (HardwareLine line : comparison.lines()) {
            NodeFleet fleet = line.fleet(workload.peakRequestsPerSecond());
            Optional<Cost> cost = line.cost(workload);
            table.row(
                    line.offer().title(),
                    Written.devices(line),
                    Written.replicas(fleet.replicas(), line.range()),
                    fleet.nodes(),
                    Written.usd(fleet.usdPerHour()),
                    Written.usd(cost.map(Cost::perMonth)),
                    Written.usd(cost.map(Cost::perMonthAtMean)),
                    cost.map(known -> Written.small(known.perRequest())).orElse(Written.UNKNOWN),
                    cost.map(known -> Written.small(known.perMillionTokens())).orElse(Written.UNKNOWN),
                    line.believed().isMeasured() ? "measured" : "estimated");
        }
        for (ManagedLine line : comparison.managed()) {
            Cost cost = line.cost();
            table.row(
                    line.name(),
                    "managed",
                    line.instances().isPresent()
                            ? Integer.toString(line.instances().getAsInt())
                            : Written.UNKNOWN,
                    Written.UNKNOWN,
                    Written.usd(cost.perHour()),
                    Written.usd(cost.perMonth()),
                    Written.usd(cost.perMonthAtMean()),
                    Written.small(cost.perRequest()),
                    Written.small(cost.perMillionTokens()),
                    "not judged");
        }
        return table;
    }

    static Table tradeOff(TradeOff tradeOff) {
        Table table = new Table("limits", "promise", "replicas", "nodes", "USD/h");
        for (TradeOff.Row row : tradeOff.rows()) {
            table.row(
                    Written.percent(row.factor()),
                    row.objectives().stream().map(Objective::toString).collect(Collectors.joining(", ")),
                    row.fleet().map(fleet -> Integer.toString(fleet.replicas())).orElse("infeasible"),
                    row.fleet().map(fleet -> Long.toString(fleet.nodes())).orElse(Written.UNKNOWN),
                    row.fleet().map(fleet -> Written.usd(fleet.usdPerHour())).orElse(Written.UNKNOWN));
        }
        return table;
    }

    /** The families that are left out, together where the reason is the same. */
    static List<String> leftOut(HardwareComparison comparison) {
        Map<String, List<String>> families = new LinkedHashMap<>();
        comparison
                .leftOut()
                .forEach((family, reason) -> families.computeIfAbsent(reason, any -> new ArrayList<>())
                        .add(family));
        return families.entrySet().stream()
                .map(one -> String.join(", ", one.getValue()) + ": " + one.getKey())
                .toList();
    }
}
