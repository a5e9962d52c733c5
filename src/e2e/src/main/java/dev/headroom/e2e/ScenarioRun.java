// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e;

import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.GivenCluster;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.cluster.Workplace;
import dev.headroom.e2e.programs.CannotRunException;
import dev.headroom.e2e.report.ResultTable;
import dev.headroom.e2e.report.Row;
import dev.headroom.e2e.report.Row.Verdict;
import dev.headroom.e2e.report.RowCollector;
import dev.headroom.e2e.scenario.ClusterParameter;
import dev.headroom.e2e.scenario.Scenarios;
import dev.headroom.lab.process.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs scenarios on JUnit's launcher, in lanes side by side. */
final class ScenarioRun implements Callable<Integer> {
    private static final int SOMETHING_FAILS = 1;

    private final RunRequest request;
    private final List<String> names;
    private final RowCollector collector = new RowCollector(System.err);

    ScenarioRun(RunRequest request, List<String> names) {
        this.request = request;
        this.names = names.isEmpty() ? Scenarios.names() : names;
    }

    @Override
    public Integer call() throws Exception {
        for (String name : names) {
            if (!Scenarios.names().contains(name)) {
                throw new CannotRunException("scenario '" + name + "' does not exist; known are "
                        + String.join(", ", Scenarios.names()) + "; up and down stand alone");
            }
        }
        Instant begin = Instant.now();
        try (Cleanup cleanup = Cleanup.alsoOnShutdown()) {
            runAll(request.workplace(cleanup));
        }
        List<Row> rows = collector.rows();
        String table = ResultTable.of(rows);
        System.out.print(table);
        Duration took = Duration.between(begin, Instant.now());
        System.out.println("\n" + rows.size() + " rows in " + took.toMinutes() + " min " + took.toSecondsPart() + " s");
        Files.writeString(request.resultsFile(), table);
        boolean fails = rows.stream().anyMatch(row -> row.verdict() == Verdict.FAILS);
        if (fails) {
            System.out.println("The logs are kept in " + keptLogs());
        }
        return fails ? SOMETHING_FAILS : 0;
    }

    private void runAll(Workplace place) throws Exception {
        Map<Integer, ClusterAccess> clusters = new HashMap<>();
        List<Thread> lanes = new ArrayList<>();
        for (Scenarios.Lane lane : request.target().isPresent() ? Scenarios.oneLane() : Scenarios.lanes()) {
            List<String> wanted =
                    lane.scenarios().stream().filter(names::contains).toList();
            if (!wanted.isEmpty()) {
                if (!clusters.containsKey(lane.cluster())) {
                    clusters.put(lane.cluster(), cluster(place, lane.cluster()));
                }
                ClusterAccess cluster = clusters.get(lane.cluster());
                Thread thread = new Thread(
                        () -> {
                            ClusterParameter.set(cluster);
                            wanted.forEach(this::run);
                        },
                        "lane " + wanted);
                thread.start();
                lanes.add(thread);
            }
        }
        for (Thread lane : lanes) {
            lane.join();
        }
    }

    private ClusterAccess cluster(Workplace place, int number) throws Exception {
        return request.target().isPresent()
                ? GivenCluster.opened(place, request.target().orElseThrow())
                : RealCluster.started(place.part("cluster-" + number), number);
    }

    private void run(String name) {
        LauncherDiscoveryRequest discovery = LauncherDiscoveryRequestBuilder.request()
                .selectors(Scenarios.named(name).stream()
                        .map(DiscoverySelectors::selectClass)
                        .toList())
                .build();
        // A collector for each: a launcher tells it the plan that its tests belong to.
        RowCollector ofScenario = collector.another();
        LauncherFactory.create().execute(discovery, ofScenario);
    }

    private Path keptLogs() throws IOException {
        Path kept = Files.createDirectories(request.endToEnd()
                .resolve("target/failed")
                .resolve(Instant.now().toString().replace(':', '-')));
        try (Stream<Path> files = Files.walk(request.directory())) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Path copy = kept.resolve(request.directory().relativize(log));
                Files.createDirectories(copy.getParent());
                Files.copy(log, copy);
            }
        }
        return kept;
    }
}
