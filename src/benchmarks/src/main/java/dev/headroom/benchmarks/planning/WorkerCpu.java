// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.planning;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time and allocations of JMH's worker threads per invocation: what one core takes, whatever else runs on the machine. The
 * collector's and the compiler's threads are not in it, nor is what a benchmark asks not to be counted.
 */
public final class WorkerCpu implements InternalProfiler {
    /** Name of the result; in microseconds. */
    static final String CPU = "cpu.us";

    /** Name of the result; in bytes. */
    static final String ALLOCATED = "allocated.bytes";

    private static final String WORKER = "jmh-worker";
    private static final double NANOS_PER_MICRO = 1e3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final AtomicLong UNCOUNTED_NANOS = new AtomicLong();
    private static final AtomicLong UNCOUNTED_BYTES = new AtomicLong();

    private long nanosBefore;
    private long bytesBefore;

    /** Made by JMH. */
    public WorkerCpu() {}

    /** Does what belongs to the scene, not to what is measured. */
    static void uncounted(Runnable task) {
        long thread = Thread.currentThread().getId();
        long nanos = THREADS.getThreadCpuTime(thread);
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        task.run();
        UNCOUNTED_BYTES.addAndGet(THREADS.getThreadAllocatedBytes(thread) - bytes);
        UNCOUNTED_NANOS.addAndGet(THREADS.getThreadCpuTime(thread) - nanos);
    }

    @Override
    public String getDescription() {
        return "CPU time and allocations of the worker threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        nanosBefore = sum(THREADS::getThreadCpuTime) - UNCOUNTED_NANOS.get();
        bytesBefore = sum(THREADS::getThreadAllocatedBytes) - UNCOUNTED_BYTES.get();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double invocations = Math.max(1, result.getMetadata().getAllOps());
        double nanos = (double) (sum(THREADS::getThreadCpuTime) - UNCOUNTED_NANOS.get() - nanosBefore);
        double bytes = (double) (sum(THREADS::getThreadAllocatedBytes) - UNCOUNTED_BYTES.get() - bytesBefore);
        return List.of(
                new ScalarResult(CPU, nanos / NANOS_PER_MICRO / invocations, "us/op", AggregationPolicy.AVG),
                new ScalarResult(ALLOCATED, bytes / invocations, "B/op", AggregationPolicy.AVG));
    }

    private static long sum(LongUnaryOperator ofThread) {
        long sum = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains(WORKER)) {
                sum += Math.max(0, ofThread.applyAsLong(thread.getThreadId()));
            }
        }
        return sum;
    }
}
