// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An HPA's {@code behavior.scaleUp}, see <a
 * href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior">its documentation</a>.
 *
 * @param window for so long the smallest recommendation counts
 * @param select the policy that counts
 * @param limits the policies
 */
public record RiseRules(Duration window, Select select, List<Limit> limits) {
    /** As Kubernetes has it where nothing is said: no window, the larger of 4 pods and 100 % in 15 s. */
    public static final RiseRules DEFAULT = new RiseRules(
            Duration.ZERO,
            Select.MAX,
            List.of(new Limit(4, false, Duration.ofSeconds(15)), new Limit(100, true, Duration.ofSeconds(15))));

    /** Steps are counted up to here: more than any fleet needs. */
    private static final int MOST_STEPS = 10_000;

    public RiseRules {
        limits = List.copyOf(limits);
    }

    /** The policy that counts. */
    public enum Select {
        /** The policy with the largest step. */
        MAX,
        /** The policy with the smallest step. */
        MIN,
        /** None: it never rises. */
        DISABLED
    }

    /**
     * A policy.
     *
     * @param value pods or percent in one period; above 0
     * @param percent whether {@code value} is a share of the replicas at the begin of the period
     * @param period its length; above 0
     */
    public record Limit(int value, boolean percent, Duration period) {
        /** Time until {@code to} replicas are asked for; empty where it never comes to that. The first step waits for nothing. */
        private Optional<Duration> timeFrom(int from, int to) {
            long replicas = from;
            int steps = 0;
            while (replicas < to && steps < MOST_STEPS) {
                replicas += percent ? (long) Math.ceil((double) replicas * value / 100) : value;
                steps++;
            }
            return replicas < to ? Optional.empty() : Optional.of(period.multipliedBy(Math.max(0, steps - 1L)));
        }
    }

    /**
     * Time until the HPA asks for {@code to} replicas.
     *
     * @param from replicas now; 1 or more, because KEDA itself takes the step from 0
     * @return empty where it never does
     */
    public Optional<Duration> timeFrom(int from, int to) {
        if (to <= from) {
            return Optional.of(Duration.ZERO);
        }
        Stream<Optional<Duration>> times = limits.stream().map(limit -> limit.timeFrom(from, to));
        Optional<Duration> steps = switch (select) {
            case DISABLED -> Optional.empty();
            case MAX -> times.flatMap(Optional::stream).min(Duration::compareTo);
            case MIN -> slowest(times.toList());
        };
        return steps.map(window::plus);
    }

    private static Optional<Duration> slowest(List<Optional<Duration>> times) {
        return times.stream().allMatch(Optional::isPresent)
                ? times.stream().flatMap(Optional::stream).max(Duration::compareTo)
                : Optional.empty();
    }
}
