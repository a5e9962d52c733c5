// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import dev.headroom.benchmarks.report.Figure;
import dev.headroom.benchmarks.report.Report;
import dev.headroom.lab.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few of the readings, and whether anything grows. */
record SoakReport(List<SoakReading> readings) implements Report {
    private static final int SHOWN = 12;

    SoakReport {
        readings = List.copyOf(readings);
    }

    @Override
    public List<String> lines() {
        Table table = new Table("hours", "memory, MiB", "threads", "descriptors", "requests", "requests/s");
        int step = Math.max(1, readings.size() / SHOWN);
        for (int i = 0; i < readings.size(); i += step) {
            SoakReading reading = readings.get(i);
            table.row(
                    Figure.of(reading.hours()),
                    Figure.of(reading.usedMebibytes()),
                    Integer.toString(reading.threads()),
                    Long.toString(reading.descriptors()),
                    Figure.of((double) reading.requests()),
                    Figure.of((double) reading.requests() / (reading.hours() * 3_600)));
        }
        List<String> lines = new ArrayList<>(table.markdown());
        lines.add("");
        lines.add(failure().orElse("Nothing grows from the second quarter to the last."));
        return lines;
    }

    @Override
    public Optional<String> failure() {
        List<String> growths = new SoakTrend(readings).growths();
        return growths.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", growths));
    }
}
