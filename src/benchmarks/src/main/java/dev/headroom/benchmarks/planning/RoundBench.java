// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.planning;

import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A round for workloads of 4 replicas and 2 requests/s each, on one thread. */
@State(Scope.Benchmark)
public class RoundBench {
    private static final int REPLICAS = 4;
    private static final double REQUESTS_PER_REPLICA = 0.5;

    /** Longer than the windows reach back. */
    private static final Duration HISTORY = Duration.ofMinutes(16);

    /** How many; the command sets it. */
    @Param("1000")
    private int workloads;

    private PlanningScene scene;

    /** Filled by JMH. */
    @SuppressWarnings("NullAway.Init")
    public RoundBench() {}

    /** Invents the telemetry. */
    @Setup
    public void fill() {
        WorkerCpu.uncounted(() -> scene = new PlanningScene(workloads, REPLICAS, REQUESTS_PER_REPLICA, HISTORY));
    }

    /** Telemetry comes; what that takes is not counted. */
    @Setup(Level.Invocation)
    public void advance() {
        WorkerCpu.uncounted(scene::advance);
    }

    /** What is measured. */
    @Benchmark
    public Object round() {
        return scene.decideAll();
    }
}
