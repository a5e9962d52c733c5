// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.planning;

import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision for a workload of 16 replicas and 40 requests/s: the window is read, the plan made and put on the board. */
@State(Scope.Benchmark)
public class DecisionBench {
    private static final int REPLICAS = 16;
    private static final double REQUESTS_PER_REPLICA = 2.5;

    /** How far back telemetry goes; the command sets it. */
    @Param("PT16M")
    private String history;

    private PlanningScene scene;

    /** Filled by JMH. */
    @SuppressWarnings("NullAway.Init")
    public DecisionBench() {}

    /** Invents the telemetry, anew for each iteration lest the history grow. */
    @Setup(Level.Iteration)
    public void fill() {
        WorkerCpu.uncounted(
                () -> scene = new PlanningScene(1, REPLICAS, REQUESTS_PER_REPLICA, Duration.parse(history)));
    }

    /** Telemetry comes; what that takes is not counted. */
    @Setup(Level.Invocation)
    public void advance() {
        WorkerCpu.uncounted(scene::advance);
    }

    /** What is measured. */
    @Benchmark
    public Object decision() {
        return scene.decide();
    }
}
