// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.monitor;

import dev.headroom.scaler.slo.Signal;
import java.util.List;
import java.util.OptionalDouble;

/** What a policy can know at one moment: the newest answers of its monitoring and the Deployment's status. */
public interface Observation {
    /** Seconds since the episode's start. */
    double now();

    /** Replicas that the Deployment has, starting ones among them: kube-state-metrics' {@code status_replicas}. */
    int replicas();

    /** Those that take requests: kube-state-metrics' {@code status_replicas_ready}. */
    int ready();

    /** What this policy asked for last; the replicas it found before its first decision. */
    int asked();

    /** Requests held back by the router as of its last scrape, because no pod was ready. */
    double unrouted();

    /** Prompt tokens of requests that the router knows to have no first token, as of its last scrape. */
    double promptTokensInFlight();

    /** Pods that instant queries find. */
    List<PodMetrics> pods();

    /** {@code sum(…)} over those pods; 0 without any. */
    double total(ServerGauge gauge);

    /** Mean over the window of the total at each scrape; NaN before the first. */
    double averageTotal(ServerGauge gauge, double windowSeconds);

    /** Mean over the window of the pods' mean at each scrape; NaN while there was no pod. */
    double averagePerPod(ServerGauge gauge, double windowSeconds);

    /** Mean over the window of {@link #unrouted()}; NaN before the first scrape. */
    double averageUnrouted(double windowSeconds);

    /** {@code sum(rate(vllm:request_success_total[…]))}: finished requests a second, summed over pods. */
    OptionalDouble finishedPerSecond(double windowSeconds);

    /** The router's {@code rate(…)}. */
    OptionalDouble perSecond(RouterCounter counter, double windowSeconds);

    /** {@code histogram_quantile(q, sum by (le) (rate(…)))}, in seconds; empty where nothing was observed. */
    OptionalDouble quantile(Signal signal, double q, double windowSeconds);

    /** Mean, in seconds; empty where nothing was observed. */
    OptionalDouble mean(Signal signal, double windowSeconds);

    /** {@code avg_over_time} of the policy's own recording rule; empty while it has no value. */
    OptionalDouble recorded(double windowSeconds);

    /** Mean tokens of finished requests' prompts; empty where none finished. */
    default OptionalDouble meanInputTokens(double windowSeconds) {
        return ratio(RouterCounter.FINISHED_INPUT_TOKENS, windowSeconds);
    }

    /** Mean tokens of finished requests' answers; empty where none finished. */
    default OptionalDouble meanOutputTokens(double windowSeconds) {
        return ratio(RouterCounter.FINISHED_OUTPUT_TOKENS, windowSeconds);
    }

    private OptionalDouble ratio(RouterCounter tokens, double windowSeconds) {
        double finished = perSecond(RouterCounter.FINISHED, windowSeconds).orElse(0);
        return finished > 0
                ? OptionalDouble.of(perSecond(tokens, windowSeconds).orElse(0) / finished)
                : OptionalDouble.empty();
    }
}
