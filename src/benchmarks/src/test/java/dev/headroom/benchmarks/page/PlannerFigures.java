// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.page;

import dev.headroom.benchmarks.process.ServiceUnderBench;
import dev.headroom.benchmarks.soak.ProcessFigures;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * What the service needed over a time.
 *
 * @param roundMillis mean length of a planning round
 * @param rounds of planning
 * @param corePercent CPU time over the time
 * @param mebibytes in use after a collection at its end
 * @param threads at its end
 */
record PlannerFigures(double roundMillis, double rounds, double corePercent, double mebibytes, int threads) {
    private static final String SECONDS = "headroom_planning_round_seconds_sum";
    private static final String ROUNDS = "headroom_planning_round_seconds_count";
    private static final int MILLIS = 1_000;
    private static final double MEBIBYTE = 1024 * 1024;

    /** Lets the time pass by {@code passing}, and measures. */
    static PlannerFigures over(ServiceUnderBench service, Runnable passing) throws IOException, InterruptedException {
        String before = metrics(service);
        Duration cpu = service.cpuTime();
        long begin = System.nanoTime();
        passing.run();
        Duration used = service.cpuTime().minus(cpu);
        double corePercent = 100.0 * used.toNanos() / (System.nanoTime() - begin);
        String after = metrics(service);
        double rounds = sum(after, ROUNDS) - sum(before, ROUNDS);
        ProcessFigures process = new ProcessFigures(service.pid());
        process.collectGarbage();
        return new PlannerFigures(
                MILLIS * (sum(after, SECONDS) - sum(before, SECONDS)) / rounds,
                rounds,
                corePercent,
                sum(metrics(service), "jvm_memory_used_bytes") / MEBIBYTE,
                process.threads());
    }

    private static String metrics(ServiceUnderBench service) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.at("/q/metrics")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** Over all labels, not rounded. */
    private static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
