// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.cli.size.question.WorkloadModel;
import dev.headroom.scaler.slo.Objective;
import java.math.BigDecimal;
import java.math.MathContext;

/** An answer for programs. */
public final class AnswerJson {
    private static final MathContext DIGITS = new MathContext(6);

    private AnswerJson() {}

    /** The whole answer. */
    public static ObjectNode of(HardwareComparison comparison) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", comparison.question().target().name());
        json.put("feasible", !comparison.lines().isEmpty());
        json.set("peakRequestsPerSecond", number(comparison.workload().peakRequestsPerSecond()));
        json.set("meanRequestsPerSecond", number(comparison.workload().meanRequestsPerSecond()));
        figures(comparison.workload(), json.putArray("workload"));
        json.putObject("catalogue")
                .put("date", comparison.catalogue().date())
                .put("region", comparison.catalogue().region())
                .put("origin", comparison.catalogue().origin())
                .put("pay", comparison.question().hardware().pay().word());
        ArrayNode hardware = json.putArray("hardware");
        comparison.lines().forEach(line -> hardware.add(line(comparison, line)));
        ArrayNode managed = json.putArray("managed");
        comparison.managed().forEach(line -> {
            ObjectNode one = managed.addObject().put("name", line.name());
            line.instances().ifPresent(count -> one.put("instances", count));
            one.set("cost", cost(line.cost()));
        });
        ArrayNode tradeOff = json.putArray("tradeOff");
        comparison.lines().stream()
                .limit(1)
                .flatMap(line -> TradeOff.of(comparison, line).rows().stream())
                .forEach(row -> tradeOff.add(row(row)));
        ArrayNode leftOut = json.putArray("leftOut");
        comparison
                .leftOut()
                .forEach((family, reason) ->
                        leftOut.addObject().put("family", family).put("because", reason));
        return json;
    }

    /** The figures of a workload model alone. */
    public static void figures(WorkloadModel workload, ArrayNode to) {
        workload.figures()
                .forEach(figure -> to.addObject()
                        .put("name", figure.name())
                        .put("value", figure.value())
                        .put("from", figure.origin()));
    }

    private static ObjectNode line(HardwareComparison comparison, HardwareLine line) {
        double load = comparison.workload().peakRequestsPerSecond();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", line.offer().type())
                .put("family", line.offer().family())
                .put("accelerator", line.offer().accelerator().name())
                .put("devicesPerReplica", line.devices())
                .put("resource", line.offer().resource())
                .put("measured", line.believed().isMeasured());
        line.offer()
                .host()
                .ifPresent(host -> json.putObject("host")
                        .put("vcpus", host.vcpus())
                        .put("memoryGib", host.memoryGib())
                        .put("networkGbps", host.networkGbps()));
        json.set("ratePerReplica", number(line.rates().booked()));
        json.set("inFlightPerReplica", number(line.inFlight()));
        json.put("binding", line.replica().binding().sentence());
        json.set("peak", fleet(line.fleet(load)));
        json.set("halfLoad", fleet(line.fleet(load / 2)));
        json.set("doubleLoad", fleet(line.fleet(load * 2)));
        ObjectNode range =
                json.putObject("replicasByErrorBar").put("least", line.range().least());
        line.range().most().ifPresent(most -> range.put("most", most));
        line.cost(comparison.workload()).ifPresent(cost -> json.set("cost", cost(cost)));
        ObjectNode prices = json.putObject("usdPerNodeHour");
        for (Pay pay : Pay.values()) {
            line.offer().price(pay).ifPresent(usd -> prices.set(pay.word(), number(usd)));
        }
        line.fit()
                .ifPresent(fit ->
                        json.put("memory", fit.sentence(comparison.workload().shape(), line.inFlight())));
        ArrayNode notes = json.putArray("notes");
        line.notes().forEach(notes::add);
        return json;
    }

    private static ObjectNode row(TradeOff.Row row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("timesTheLimits", number(row.factor()));
        ArrayNode promise = json.putArray("promise");
        row.objectives().stream().map(Objective::toString).forEach(promise::add);
        json.put("feasible", row.fleet().isPresent());
        row.fleet().ifPresent(fleet -> json.set("peak", fleet(fleet)));
        return json;
    }

    private static ObjectNode fleet(NodeFleet fleet) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("replicas", fleet.replicas())
                .put("nodes", fleet.nodes());
        fleet.usdPerHour().ifPresent(usd -> json.set("usdPerHour", number(usd)));
        return json;
    }

    private static ObjectNode cost(Cost cost) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("usdPerHour", number(cost.perHour()));
        json.set("usdPerMonth", number(cost.perMonth()));
        json.set("usdPerMonthAtMeanLoad", number(cost.perMonthAtMean()));
        json.set("usdPerRequest", number(cost.perRequest()));
        json.set("usdPerMillionTokens", number(cost.perMillionTokens()));
        return json;
    }

    /** To six significant digits, without trailing zeros. */
    private static JsonNode number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return JsonNodeFactory.instance.numberNode(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }
}
