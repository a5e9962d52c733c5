// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.contest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.lab.compare.Bench;
import dev.headroom.lab.compare.Entrant;
import dev.headroom.lab.compare.SuiteSize;
import dev.headroom.lab.compare.cell.Cell;
import dev.headroom.lab.compare.cell.Cell.Window;
import dev.headroom.lab.compare.cell.Contender;
import dev.headroom.lab.compare.cell.ResultRow;
import dev.headroom.lab.compare.cell.Setting;
import dev.headroom.lab.compare.cell.Setting.Belief;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabBenchTest {
    /** The engine with the fewest requests at a peak of twelve replicas. */
    private static final String BIG_MODEL = "h100x2-qwen3-32b";

    @TempDir
    Path directory;

    @Tag("long")
    @Test
    void everyEntrantPlaysAndTheSameCellComesToTheSameRow() {
        LabBench bench = LabBench.open(Optional.empty(), directory, 1, 0, false);
        Setting step = new Setting("W8-step", false, "warm", BIG_MODEL, Belief.TRUE);

        for (Entrant entrant : bench.entrants()) {
            Contender shipped = entrant.shipped().get(0);
            Cell cell = new Cell(step, shipped, Window.TRAINING, 3);
            ResultRow row = bench.run(cell);

            assertThat(row.service().requests()).as(shipped.form().label()).isGreaterThan(1_000);
            assertThat(row.gpuHours()).as(shipped.form().label()).isPositive();
            assertThat(row.cost().meanReplicas()).as(shipped.form().label()).isBetween(1.0, 30.0);
        }
        Cell again = new Cell(step, bench.entrants().get(0).shipped().get(0), Window.TRAINING, 3);
        assertThat(bench.run(again))
                .isEqualTo(
                        LabBench.open(Optional.empty(), directory, 1, 0, false).run(again));
    }

    @Tag("long")
    @Test
    void whoHasLivedTwoSuchEveningsIsReadyForTheThird() {
        Setting evening = new Setting("W8-evening", true, "new", BIG_MODEL, Belief.ABSENT);
        LabBench installed = LabBench.open(Optional.empty(), directory, 1, 0, false);
        Contender headroom = installed.entrants().get(0).shipped().get(0);
        Cell cell = new Cell(evening, headroom, Window.TRAINING, 3);

        ResultRow first = installed.run(cell);
        ResultRow third =
                LabBench.open(Optional.empty(), directory, 1, 2, false).run(cell);

        assertThat(third.attainment()).isGreaterThan(first.attainment());
    }

    @Test
    void theBoundOfAnEpisodeLiesBetweenTheFluidAndTheStaticPeak() {
        LabBench bench = LabBench.open(Optional.empty(), directory, 1, 0, false);
        Setting evening = new Setting("W8-evening", true, "warm", BIG_MODEL, Belief.TRUE);
        Contender peak = bench.entrants().stream()
                .filter(entrant -> entrant.policy().equals("B0-peak"))
                .findFirst()
                .orElseThrow()
                .shipped()
                .get(0);

        ResultRow row = bench.run(new Cell(evening, peak, Window.RUN, 2));

        assertThat(row.attainment()).isGreaterThan(0.99);
        assertThat(row.regret().orElseThrow()).isGreaterThan(1);
        assertThat(row.bounds().fluidGpuHours().orElseThrow())
                .isLessThan(row.bounds().clairvoyantGpuHours().orElseThrow());
    }

    @Test
    void aMoreAggressiveKnobBuysMore() {
        LabBench bench = LabBench.open(Optional.empty(), directory, 1, 0, false);
        Setting sine = new Setting("W8-sine", true, "warm", BIG_MODEL, Belief.TRUE);

        for (String policy : List.of("headroom", "B4", "B10")) {
            Contender shipped = bench.entrants().stream()
                    .filter(entrant -> entrant.policy().equals(policy))
                    .findFirst()
                    .orElseThrow()
                    .shipped()
                    .get(0);
            double less = gpuHours(bench, sine, shipped.withKnob(0.6));
            double more = gpuHours(bench, sine, shipped.withKnob(1.8));

            assertThat(more).as(policy).isGreaterThan(less);
        }
    }

    @Test
    void aRecordingOfOnesOwnBecomesAWorkloadOfTheQuickSuite() throws IOException {
        StringBuilder trace = new StringBuilder("arrival_s,input_tokens,output_tokens\n");
        for (int i = 0; i < 4_000; i++) {
            trace.append(String.format(Locale.ROOT, "%.1f,%d,%d%n", i * 1.5, 300 + i % 700, 50 + i % 90));
        }
        Path traces = Files.createDirectory(directory.resolve("traces"));
        Files.writeString(traces.resolve("mine.csv"), trace);

        LabBench bench = LabBench.open(Optional.of(traces), directory, 1, 0, false);

        assertThat(bench.workloads())
                .filteredOn(load -> load.smallest() == SuiteSize.QUICK)
                .extracting(Bench.Load::id)
                .anyMatch(id -> id.startsWith("trace-mine"))
                .contains("W8-evening", "W8-step", "W9-drift");
    }

    private static double gpuHours(LabBench bench, Setting setting, Contender contender) {
        return bench.run(new Cell(setting, contender, Window.TRAINING, 5)).gpuHours();
    }
}
