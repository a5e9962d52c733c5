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
import java.util.Objects;
import java.util.Optional;
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
            Workplace place = request.workplace(cleanup);
            List<String> wanted = prepared(place);
            // All of them first: the start of one takes a processor from what a scenario on another measures.
            Map<Integer, ClusterAccess> clusters = started(place, wanted);
            try {
                runAll(clusters, wanted);
            } finally {
                collector.complete(wanted);
                report(Duration.between(begin, Instant.now()));
            }
        }
        boolean fails = collector.rows().stream().anyMatch(row -> row.verdict() == Verdict.FAILS);
        if (fails) {
            System.out.println("The logs are kept in " + keptLogs());
        }
        return fails ? SOMETHING_FAILS : 0;
    }

    /** The table is written before the end of the clusters, which may take a minute and be cut off. */
    private void report(Duration took) throws IOException {
        List<Row> rows = collector.rows();
        String table = ResultTable.of(rows);
        System.out.print(table);
        System.out.println("\n" + rows.size() + " rows in " + took.toMinutes() + " min " + took.toSecondsPart() + " s");
        Files.writeString(request.resultsFile(), table);
    }

    /**
     * Builds and installs what the scenarios need, for that takes longer than their patience. Returns the scenarios that can run here; each
     * other one has its row then.
     */
    private List<String> prepared(Workplace place) {
        if (request.target().isPresent()) {
            // What needs Python is left out on such a cluster anyway.
            return names;
        }
        List<String> wanted = new ArrayList<>();
        for (String name : names) {
            Optional<String> obstacle = Scenarios.environments(name).stream()
                    .flatMap(environment -> place.programs().obstacle(environment).stream())
                    .findFirst();
            obstacle.ifPresentOrElse(sentence -> collector.leftOut(name, sentence), () -> wanted.add(name));
        }
        lanes(wanted).stream()
                .map(Scenarios.Lane::cluster)
                .distinct()
                .forEach(number -> RealCluster.prepare(place, number));
        for (String name : wanted) {
            Scenarios.environments(name).forEach(place.programs()::folder);
        }
        return wanted;
    }

    private Map<Integer, ClusterAccess> started(Workplace place, List<String> wanted) throws Exception {
        Map<Integer, ClusterAccess> clusters = new HashMap<>();
        for (Scenarios.Lane lane : lanes(wanted)) {
            if (!clusters.containsKey(lane.cluster())) {
                clusters.put(lane.cluster(), cluster(place, lane.cluster()));
            }
        }
        return clusters;
    }

    private void runAll(Map<Integer, ClusterAccess> clusters, List<String> wanted) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Scenarios.Lane lane : lanes(wanted)) {
            ClusterAccess cluster = Objects.requireNonNull(clusters.get(lane.cluster()), "a cluster");
            Thread thread = new Thread(
                    () -> {
                        ClusterParameter.set(cluster);
                        lane.after().ifPresent(collector::awaitFirst);
                        lane.scenarios().forEach(this::run);
                    },
                    "lane " + lane.scenarios());
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Those with a wanted scenario, and of their scenarios the wanted ones. */
    private List<Scenarios.Lane> lanes(List<String> wanted) {
        return (request.target().isPresent() ? Scenarios.oneLane() : Scenarios.lanes())
                .stream()
                        .map(lane -> lane.only(wanted))
                        .filter(lane -> !lane.scenarios().isEmpty())
                        .toList();
    }

    private ClusterAccess cluster(Workplace place, int number) throws Exception {
        return request.target().isPresent()
                ? GivenCluster.opened(place, request.target().orElseThrow())
                : RealCluster.started(place.part("cluster-" + number), number);
    }

    /** A failure outside the tests of a scenario ends no other scenario of the lane, and makes the run fail. */
    private void run(String name) {
        try {
            execute(name);
        } catch (Throwable failure) {
            collector.ended(name, failure);
        }
    }

    private void execute(String name) {
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
