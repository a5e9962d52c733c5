// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.e2e.cluster.ClusterAccess;
import dev.headroom.e2e.cluster.RealCluster;
import dev.headroom.e2e.process.Daemon;
import dev.headroom.e2e.report.RowCollector;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten minutes with 300 ScaledObjects. */
@DisplayName("scale")
@ExtendWith(ClusterParameter.class)
final class ScaleScenario {
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(200);
    private static final long SEED = 20_261_204;
    private static final double P99_MILLIS = 100;
    private static final double CORES = 0.5;
    /** Request and limit of the chart. */
    private static final long MEMORY_KIB = 1024 * 1024;

    private static final List<Double> MILLIS = new ArrayList<>();
    private static final Map<String, Double> CORES_USED = new TreeMap<>();
    private static final Map<String, Long> MEMORY = new TreeMap<>();
    private static double callsPerSecond;
    private static long failedCalls;

    @BeforeAll
    static void runForTenMinutes(ClusterAccess cluster) throws Exception {
        Installed installed = Installed.onto(cluster, List.of());
        KedaMetrics metrics = new KedaMetrics(cluster);
        Crowd crowd = Crowd.created(cluster, 60);
        try {
            crowd.awaitStreams(installed);
            double calls = calls(installed);
            long failed = metrics.failuresIn(Crowd.NAMESPACE);
            Map<String, Duration> cpu = cpu(cluster);
            long begin = System.nanoTime();
            callAll(cluster, installed, begin);
            double seconds = (System.nanoTime() - begin) / 1e9;
            // Each of the scenario's own is a poll: two calls.
            callsPerSecond = (calls(installed) - calls - 2.0 * MILLIS.size()) / seconds;
            failedCalls = metrics.failuresIn(Crowd.NAMESPACE) - failed;
            cpu(cluster)
                    .forEach((name, used) -> CORES_USED.put(
                            name,
                            used.minus(cpu.getOrDefault(name, Duration.ZERO)).toMillis() / 1e3 / seconds));
            for (Daemon daemon : daemons(cluster)) {
                MEMORY.put(daemon.name(), residentKib(daemon));
            }
        } finally {
            crowd.close();
        }
    }

    @Test
    @DisplayName("no call of KEDA fails, and an answer comes within 100 ms (p99)")
    void answersAll(TestReporter reporter) {
        Collections.sort(MILLIS);
        double p99 = MILLIS.get((int) Math.ceil(0.99 * MILLIS.size()) - 1);
        reporter.publishEntry(
                RowCollector.MEASURED,
                String.format(
                        Locale.ROOT,
                        "%.0f calls/s of KEDA to both replicas, %d failed; %d polls beside it: p99 %.1f ms",
                        callsPerSecond,
                        failedCalls,
                        MILLIS.size(),
                        p99));
        assertThat(failedCalls).isZero();
        assertThat(p99).isLessThanOrEqualTo(P99_MILLIS);
    }

    @Test
    @DisplayName("a replica of Headroom takes at most half a core and the memory of its limit")
    void isFrugal(RealCluster cluster, TestReporter reporter) {
        reporter.publishEntry(
                RowCollector.MEASURED,
                CORES_USED.keySet().stream()
                        .map(name -> String.format(
                                Locale.ROOT,
                                "%s %.2f cores, %d MiB",
                                name,
                                CORES_USED.get(name),
                                MEMORY.getOrDefault(name, 0L) / 1024))
                        .collect(Collectors.joining("; ")));
        assertThat(CORES_USED.entrySet())
                .filteredOn(used -> used.getKey().startsWith("headroom-"))
                .hasSize(2)
                .allMatch(used -> used.getValue() <= CORES)
                .allMatch(used -> MEMORY.getOrDefault(used.getKey(), Long.MAX_VALUE) <= MEMORY_KIB);
    }

    private static void callAll(ClusterAccess cluster, Installed installed, long begin) {
        Random chance = new Random(SEED);
        List<KedaCaller> callers = installed.replicas().stream()
                .map(replica -> new KedaCaller(cluster.reach(replica, KedaCaller.PORT)))
                .toList();
        Awaitility.await("ten minutes of calls")
                .pollInterval(BETWEEN_CALLS)
                .atMost(LENGTH.plusMinutes(1))
                .until(() -> {
                    KedaCaller caller = callers.get(chance.nextInt(callers.size()));
                    long asked = System.nanoTime();
                    caller.answer(Crowd.NAMESPACE, Crowd.name(chance.nextInt(Crowd.SIZE)));
                    MILLIS.add((System.nanoTime() - asked) / 1e6);
                    return System.nanoTime() - begin > LENGTH.toNanos();
                });
        callers.forEach(KedaCaller::close);
    }

    private static double calls(Installed installed) throws IOException, InterruptedException {
        double calls = 0;
        for (Pod replica : installed.replicas()) {
            calls += installed.meter(replica, "headroom_calls_total");
        }
        return calls;
    }

    private static Map<String, Duration> cpu(ClusterAccess cluster) {
        return daemons(cluster).stream().collect(Collectors.toMap(Daemon::name, Daemon::cpuTime));
    }

    /** The processes of this machine; none of a cluster elsewhere. */
    private static List<Daemon> daemons(ClusterAccess cluster) {
        List<Daemon> daemons = new ArrayList<>();
        if (cluster instanceof RealCluster own) {
            own.processes().of("headroom").forEach(replica -> daemons.add(replica.daemon()));
            daemons.add(own.keda().operator());
            daemons.add(own.keda().adapter());
        }
        return daemons;
    }

    private static long residentKib(Daemon daemon) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(daemon.handle().pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
