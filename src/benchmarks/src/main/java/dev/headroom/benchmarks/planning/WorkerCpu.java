// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.planning;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time of JMH's worker threads per invocation: what one core takes, whatever else runs on the machine. The collector's and the
 * compiler's threads are not in it.
 */
public final class WorkerCpu implements InternalProfiler {
    /** Name of the result; in microseconds. */
    static final String CPU = "cpu.us";

    private static final String WORKER = "jmh-worker";
    private static final double NANOS_PER_MICRO = 1e3;

    private long before;

    /** Made by JMH. */
    public WorkerCpu() {}

    @Override
    public String getDescription() {
        return "CPU time of the worker threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = nanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long invocations = Math.max(1, result.getMetadata().getAllOps());
        double micros = (double) (nanos() - before) / NANOS_PER_MICRO / (double) invocations;
        return List.of(new ScalarResult(CPU, micros, "us/op", AggregationPolicy.AVG));
    }

    private static long nanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains(WORKER)) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }
}
