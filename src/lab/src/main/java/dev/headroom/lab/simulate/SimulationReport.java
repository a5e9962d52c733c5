// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.engine.ServedRequest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/**
 * What came of simulated requests.
 *
 * @param requests served to their last token
 * @param refused because no cache could hold them
 * @param throughputRps requests served a second, from the first arrival to the last token
 * @param ttft arrival to first token
 * @param itl mean time between the tokens of a request; requests of one token have none
 * @param e2e arrival to last token
 */
record SimulationReport(
        long requests,
        long refused,
        double throughputRps,
        SimulatedLatencies ttft,
        SimulatedLatencies itl,
        SimulatedLatencies e2e) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] PERCENTILES = {50, 90, 95, 99};
    /** A simulated latency is not known better than to a few parts in a million. */
    private static final MathContext DIGITS = new MathContext(6);

    static SimulationReport of(List<ServedRequest> all) {
        List<ServedRequest> served =
                all.stream().filter(ServedRequest::finished).toList();
        double first = all.stream()
                .mapToDouble(request -> request.arrival().atSeconds())
                .min()
                .orElse(0);
        double last =
                served.stream().mapToDouble(ServedRequest::finishedAt).max().orElse(first);
        return new SimulationReport(
                served.size(),
                all.size() - served.size(),
                last > first ? served.size() / (last - first) : 0,
                SimulatedLatencies.of(served, ServedRequest::timeToFirstTokenSeconds),
                SimulatedLatencies.of(served, ServedRequest::interTokenSeconds),
                SimulatedLatencies.of(served, ServedRequest::endToEndSeconds));
    }

    String json() {
        ObjectNode fields = JSON.createObjectNode();
        fields.put("requests", requests);
        fields.put("refused", refused);
        fields.put("throughputRps", rounded(throughputRps));
        put(fields, "ttftSeconds", ttft);
        put(fields, "itlSeconds", itl);
        put(fields, "e2eSeconds", e2e);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers are always JSON", impossible);
        }
    }

    private static void put(ObjectNode fields, String name, SimulatedLatencies latencies) {
        ObjectNode percentiles = fields.putObject(name);
        for (int percentile : PERCENTILES) {
            double value = latencies.percentile(percentile);
            if (Double.isNaN(value)) {
                percentiles.putNull("p" + percentile);
            } else {
                percentiles.put("p" + percentile, rounded(value));
            }
        }
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }

    String table() {
        String line = "%-6s %10.4f %10.4f %10.4f %10.4f%n";
        return String.format(
                        Locale.ROOT,
                        "%d requests served, %d refused, %.3f a second%n%-6s %10s %10s %10s %10s%n",
                        requests,
                        refused,
                        throughputRps,
                        "in s",
                        "P50",
                        "P90",
                        "P95",
                        "P99")
                + row(line, "TTFT", ttft)
                + row(line, "ITL", itl)
                + row(line, "E2E", e2e).stripTrailing();
    }

    private static String row(String line, String name, SimulatedLatencies latencies) {
        return String.format(
                Locale.ROOT,
                line,
                name,
                latencies.percentile(50),
                latencies.percentile(90),
                latencies.percentile(95),
                latencies.percentile(99));
    }
}
