// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.planning;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How often and how long JMH measures.
 *
 * @param forks JVMs of their own, one after the other; 0 measures in this one
 * @param warmUps iterations that do not count; 0 or more
 * @param iterations iterations that count, in each JVM; at least 1
 * @param seconds length of one; above 0
 */
record JmhRun(int forks, int warmUps, int iterations, double seconds) {
    /** As the launcher starts the service's commands, with room for the windows of a thousand workloads. */
    private static final String[] JVM = {
        "-Xmx1g", "-XX:+UseSerialGC", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"
    };

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double P99 = 99;

    /**
     * What was measured of one method.
     *
     * @param micros means of the iterations, in microseconds
     * @param cpuMicros CPU time of the thread by invocations, of each iteration, in microseconds
     * @param p99Micros 99th percentile over all invocations, in microseconds
     * @param bytes that the thread allocated per invocation
     */
    record Measured(List<Double> micros, List<Double> cpuMicros, double p99Micros, double bytes) {
        private static Measured of(RunResult run) {
            List<IterationResult> iterations = run.getBenchmarkResults().stream()
                    .map(BenchmarkResult::getIterationResults)
                    .flatMap(Collection::stream)
                    .toList();
            return new Measured(
                    iterations.stream()
                            .map(iteration -> iteration.getPrimaryResult().getScore())
                            .toList(),
                    iterations.stream()
                            .map(iteration -> figureOf(iteration, WorkerCpu.CPU))
                            .toList(),
                    run.getPrimaryResult().getStatistics().getPercentile(P99),
                    iterations.stream()
                            .mapToDouble(iteration -> figureOf(iteration, WorkerCpu.ALLOCATED))
                            .average()
                            .orElseThrow());
        }

        private static double figureOf(IterationResult iteration, String name) {
            Result<?> figure = iteration.getSecondaryResults().get(name);
            if (figure == null) {
                throw new IllegalStateException("JMH did not ask for " + name + " of an iteration");
            }
            return figure.getScore();
        }
    }

    /** Measures the one method of a class with one value of its parameter. */
    Measured of(Class<?> benchmark, String parameter, String value) {
        OptionsBuilder options = new OptionsBuilder();
        options.include(benchmark.getName() + "\\.")
                .param(parameter, value)
                .mode(Mode.SampleTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(forks)
                .warmupIterations(warmUps)
                .warmupTime(length())
                .measurementIterations(iterations)
                .measurementTime(length())
                .jvmArgs(JVM)
                .addProfiler(WorkerCpu.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        try {
            return Measured.of(new Runner(options.build()).runSingle());
        } catch (RunnerException failed) {
            throw new IllegalStateException("JMH could not measure " + benchmark.getSimpleName(), failed);
        }
    }

    private TimeValue length() {
        return TimeValue.nanoseconds((long) (seconds * NANOS_PER_SECOND));
    }
}
