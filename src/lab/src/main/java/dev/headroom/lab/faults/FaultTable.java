// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Findings as Markdown and as JSON. */
final class FaultTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double PERCENT = 100;

    private FaultTable() {}

    /** A table, then a sentence for each wrong scale-down. */
    static String markdown(String title, List<Finding> findings) {
        StringBuilder text = new StringBuilder(title)
                .append("\n\n| fault | load | kept without it | with it | points lost | GPU-h without | with"
                        + " | wrong scale-downs | answers too low, s |\n"
                        + "| --- | --- | --: | --: | --: | --: | --: | --: | --: |\n");
        findings.forEach(finding -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %.2f %% | %.2f %% | %.2f | %.2f | %.2f | %d | %.0f |%n",
                finding.fault(),
                finding.workload(),
                PERCENT * finding.without().attainment(),
                PERCENT * finding.with().attainment(),
                finding.lostPoints(),
                finding.without().gpuHours(),
                finding.with().gpuHours(),
                finding.wrongFalls(),
                finding.lowSeconds())));
        sentences(findings).ifPresent(sentences -> text.append('\n').append(sentences));
        return text.toString();
    }

    private static Optional<String> sentences(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> finding.worst()
                .ifPresent(fall -> text.append("- ")
                        .append(finding.fault())
                        .append(", ")
                        .append(finding.workload())
                        .append(": ")
                        .append(fall.sentence())
                        .append(".\n")));
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    /** One document; figures as they are. */
    static String json(List<Finding> findings) throws JsonProcessingException {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode rows = document.putArray("faults");
        for (Finding finding : findings) {
            ObjectNode row = rows.addObject()
                    .put("fault", finding.fault())
                    .put("workload", finding.workload())
                    .put("attainmentWithout", finding.without().attainment())
                    .put("attainmentWith", finding.with().attainment())
                    .put("gpuHoursWithout", finding.without().gpuHours())
                    .put("gpuHoursWith", finding.with().gpuHours())
                    .put("wrongScaleDowns", finding.wrongFalls())
                    .put("lowAnswerSeconds", finding.lowSeconds());
            finding.worst()
                    .ifPresent(fall -> row.putObject("worst")
                            .put("second", fall.second())
                            .put("from", fall.from())
                            .put("to", fall.to())
                            .put("need", fall.need()));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }
}
