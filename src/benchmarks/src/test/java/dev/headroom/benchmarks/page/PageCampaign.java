// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headroom.benchmarks.traffic.BenchFleet;
import dev.headroom.lab.page.Chromium;
import dev.headroom.lab.report.Machine;
import dev.headroom.lab.service.Installation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The page in a real Chromium before the real service: how soon it is there, how smooth it stays, what it and the service hold. The
 * table lies in {@code target/page}. Minutes, so only in the profile {@code long}; nothing is asserted of a time.
 *
 * <p>{@code headroom.page.workloads} (200,500), {@code headroom.page.past} (PT1H), {@code headroom.page.minutes} (15) of live updates.
 */
class PageCampaign {
    private static final int REPLICAS = 2;
    private static final int OPENED = 5;
    private static final int CLICKED = 10;
    private static final int TABS = 20;
    private static final Duration WATCHED = Duration.ofSeconds(30);
    private static final double MEBIBYTE = 1024 * 1024;

    private final PageTable table = new PageTable();

    @Test
    void thePageIsSoonThereAndStaysSmooth() throws Exception {
        Path jar = Installation.ofThisProcess().home().resolve("scaler/target/quarkus-app/quarkus-run.jar");
        Assumptions.assumeTrue(Files.isRegularFile(jar), "the service is not built: " + jar + " is missing");
        Chromium chromium = Chromium.ofThisMachine().orElse(null);
        Assumptions.assumeTrue(chromium != null, Chromium.PROGRAM + " does not exist here");
        say("Machine: " + Machine.description() + ", load average " + Machine.load());
        say("Commit: " + Machine.commit(Installation.ofThisProcess().home()));
        try (chromium) {
            for (String workloads :
                    System.getProperty("headroom.page.workloads", "200,500").split(",", -1)) {
                measure(chromium, jar, Integer.parseInt(workloads));
            }
        }
        table.write(Path.of("target/page/page.md"));
    }

    private void measure(Chromium chromium, Path jar, int workloads) throws Exception {
        Duration past = Duration.parse(System.getProperty("headroom.page.past", "PT1H"));
        try (LiveFleet fleet = new LiveFleet(new BenchFleet(workloads, REPLICAS), past, jar)) {
            await().atMost(past.plusMinutes(1)).until(fleet::inThePresent);
            URI page = fleet.service().at("/");
            say("history is there, load average " + Machine.load());
            firstSight(chromium, page, workloads);
            say("first sight is over, load average " + Machine.load());
            planner(fleet, workloads);
            live(chromium, fleet, workloads);
            say("live is over, load average " + Machine.load());
        }
    }

    private void firstSight(Chromium chromium, URI page, int workloads) {
        List<Double> tables = new ArrayList<>();
        for (int time = 0; time < OPENED; time++) {
            try (MeasuredTab tab = new MeasuredTab(chromium, page, workloads)) {
                tables.add(tab.tableMillis());
            }
        }
        table.row(workloads, "navigation to the whole table, ms", PageTable.spread(tables), "1,000");
        List<Double> clicks = new ArrayList<>();
        try (MeasuredTab tab = new MeasuredTab(chromium, page, workloads)) {
            for (int time = 0; time < CLICKED; time++) {
                clicks.add(tab.open(tab.row(time)));
            }
        }
        table.row(workloads, "click to the drawn workload, ms", PageTable.spread(clicks), "300");
    }

    private void planner(LiveFleet fleet, int workloads) throws Exception {
        PlannerFigures none = PlannerFigures.over(fleet.service(), () -> pass(WATCHED));
        try (OpenTabs tabs = new OpenTabs(fleet.service().at("/"), TABS - 1, fleet.workload(1))) {
            PlannerFigures all = PlannerFigures.over(fleet.service(), () -> pass(WATCHED));
            assertThat(tabs.bytes()).as("bytes that the tabs have read").isPositive();
            table.row(workloads, "planning round, mean ms; 0 tabs, 20", none.roundMillis(), all.roundMillis(), "same");
            table.row(workloads, "planning rounds in 30 s; 0 tabs, 20", none.rounds(), all.rounds(), "same");
            table.row(
                    workloads,
                    "CPU of the service, % of a core; 0 tabs, 20",
                    none.corePercent(),
                    all.corePercent(),
                    "");
            table.row(workloads, "threads of the service; 0 tabs, 20", none.threads(), all.threads(), "not one a tab");
            table.row(workloads, "memory of the service, MiB; 0 tabs, 20", none.mebibytes(), all.mebibytes(), "");
        }
    }

    private void live(Chromium chromium, LiveFleet fleet, int workloads) throws Exception {
        int minutes = Integer.getInteger("headroom.page.minutes", 15);
        List<MeasuredTab.Smoothness> smooth = new ArrayList<>();
        List<Double> heaps = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        try (MeasuredTab tab = new MeasuredTab(chromium, fleet.service().at("/"), workloads)) {
            tab.showAll();
            double unused = tab.open(tab.row(1));
            for (int minute = 1; minute <= minutes; minute++) {
                PlannerFigures figures =
                        PlannerFigures.over(fleet.service(), () -> smooth.add(tab.watch(Duration.ofMinutes(1))));
                MeasuredTab.Holding held = tab.holding();
                heaps.add(held.heapBytes() / MEBIBYTE);
                memory.add(figures.mebibytes());
                table.minute(String.format(
                        Locale.ROOT,
                        "%d workloads, minute %d: tab %.1f MiB, %d nodes; service %.0f MiB, %d threads; %s",
                        workloads,
                        minute,
                        heaps.get(heaps.size() - 1),
                        held.nodes(),
                        figures.mebibytes(),
                        figures.threads(),
                        smooth.get(smooth.size() - 1)));
            }
        }
        String task = PageTable.most(smooth, MeasuredTab.Smoothness::longestTask);
        String frame = PageTable.most(smooth, MeasuredTab.Smoothness::longestFrame);
        double tasks = smooth.stream()
                .mapToInt(MeasuredTab.Smoothness::longTasks)
                .average()
                .orElseThrow();
        table.row(workloads, "longest task of the tab, ms", task, "50");
        table.row(workloads, "tasks above 50 ms in a minute", PageTable.text(tasks), "0");
        table.row(workloads, "longest time between two frames, ms", frame, "");
        double busy = smooth.stream()
                .mapToDouble(MeasuredTab.Smoothness::busyPercent)
                .average()
                .orElseThrow();
        table.row(workloads, "CPU of the tab's thread, % of a core", PageTable.text(busy), "");
        int last = heaps.size() - 1;
        table.row(workloads, "heap of the tab, MiB; first minute, last", heaps.get(0), heaps.get(last), "flat");
        table.row(workloads, "memory of the service, MiB; first minute, last", memory.get(0), memory.get(last), "flat");
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() > end);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
