// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static dev.headroom.lab.policy.law.Demands.positive;
import static dev.headroom.lab.policy.monitor.ServerGauge.KV_USAGE;
import static dev.headroom.lab.policy.monitor.ServerGauge.RUNNING;
import static dev.headroom.lab.policy.monitor.ServerGauge.WAITING;

import dev.headroom.lab.policy.monitor.Observation;

/** Laws without a memory of their own: replicas in proportion to what is seen. */
public final class ProportionalLaws {
    /** AIBrix's windows, and when the short one means panic: while it shows more than so many times the long one. */
    private static final double AIBRIX_STABLE_SECONDS = 180;

    private static final double AIBRIX_PANIC_SECONDS = 60;
    private static final double AIBRIX_PANIC_RATIO = 2;
    private static final double AIBRIX_TOLERANCE = 0.1;
    /** A doubling or a halving at once. */
    private static final double AIBRIX_MOST = 2;

    private ProportionalLaws() {}

    /**
     * KEDA on {@code sum(vllm:num_requests_waiting)}, the recipe of the vLLM production stack (tutorial on KEDA, threshold 5). Its
     * {@code ignoreNullValues: true} makes silence a zero. Their query lacks the sum and fails at two pods; here it has it.
     *
     * @param target waiting requests a replica
     */
    public static Baseline waiting(double target) {
        positive("target", target);
        return seen -> {
            double waiting = seen.total(WAITING);
            return Recommendation.of(waiting / target, waiting + " requests wait, " + target + " a replica");
        };
    }

    /**
     * KEDA on running and queued requests: llm-d's queue recipe ({@code keda-epp} guide; 16 running and 1 queued a replica). The
     * larger demand counts, as it does in an HPA with two metrics. Queued are those that wait in the servers and in the router.
     *
     * @param runningTarget running requests a replica
     * @param queueTarget queued requests a replica
     */
    public static Baseline running(double runningTarget, double queueTarget) {
        positive("runningTarget", runningTarget);
        positive("queueTarget", queueTarget);
        return seen -> {
            double running = seen.total(RUNNING);
            double queued = seen.total(WAITING) + seen.unrouted();
            return Recommendation.of(
                    Math.max(running / runningTarget, queued / queueTarget),
                    running + " run, " + queued + " are queued");
        };
    }

    /**
     * llm-d's guard against overshoot: a demand above what exists is lowered by the replicas that are starting ({@code keda-epp}
     * guide, scalingModifiers: {@code demand <= replicas ? demand : max(demand - pending, replicas)}). Without a demand it asks for
     * the recipe's fallback, one replica.
     */
    public static Baseline guarded(Baseline law) {
        return seen -> {
            Recommendation wanted = law.decide(seen);
            if (wanted.replicas().isEmpty()) {
                return Recommendation.of(1, "no demand known: fallback");
            }
            double demand = wanted.replicas().getAsDouble();
            int pending = seen.replicas() - seen.ready();
            return Recommendation.of(
                    demand <= seen.replicas() ? demand : Math.max(demand - pending, seen.replicas()),
                    wanted.because() + ", " + pending + " are starting");
        };
    }

    /**
     * llm-d's token-aware KEDA recipe (guide of September 2026): prompt tokens in flight over what a replica prefills within a
     * threshold, or the cache in use over 0.8, whichever asks for more: {@code max(ceil(tokens / V_P / threshold), ceil(usage /
     * target))}.
     *
     * @param prefillTokensPerSecond the guide's V_P, as it was measured
     * @param thresholdSeconds prefill that may be in flight on a replica
     * @param kvTarget share of the cache to use
     */
    public static Baseline tokenAware(double prefillTokensPerSecond, double thresholdSeconds, double kvTarget) {
        positive("prefillTokensPerSecond", prefillTokensPerSecond);
        positive("thresholdSeconds", thresholdSeconds);
        positive("kvTarget", kvTarget);
        return seen -> {
            double tokens = seen.promptTokensInFlight();
            double usage = seen.total(KV_USAGE);
            return Recommendation.of(
                    Math.max(
                            Math.ceil(tokens / prefillTokensPerSecond / thresholdSeconds), Math.ceil(usage / kvTarget)),
                    tokens + " prompt tokens in flight, " + usage + " caches in use");
        };
    }

    /**
     * After Chiron (arXiv 2501.08090) as SageServe re-implements it, with θ = 0.6: interactive back-pressure, the share of instances
     * that interactive requests fill, is kept at θ. One class of requests spread evenly over replicas fills in-flight requests over
     * the batch that keeps the objectives; that reading is ours. It grows at once and gives back one by one while the share stays
     * below θ.
     *
     * @param theta share of instances to fill
     * @param concurrency requests that fill an instance and still keep the objectives
     */
    public static Baseline chiron(double theta, double concurrency) {
        positive("theta", theta);
        positive("concurrency", concurrency);
        return seen -> {
            double inFlight = seen.total(RUNNING) + seen.total(WAITING) + seen.unrouted();
            int wanted = (int) Math.max(1, Math.ceil(inFlight / concurrency / theta));
            return Recommendation.of(
                    wanted >= seen.replicas() ? wanted : seen.replicas() - 1, inFlight + " requests in flight");
        };
    }

    /**
     * AIBrix's APA ({@code pkg/controller/podautoscaler}): the pods' mean cache use over 180 s against its target, with a tolerance
     * of a tenth and at most a doubling or a halving. Starting pods are not counted for anything, so that it may ask again and again.
     *
     * @param target mean share of the cache in use
     */
    public static Baseline aibrixApa(double target) {
        positive("target", target);
        return seen -> {
            double usage = seen.averagePerPod(KV_USAGE, AIBRIX_STABLE_SECONDS);
            return Double.isNaN(usage)
                    ? Recommendation.hold("no pod shows metrics")
                    : Recommendation.of(apaReplicas(usage / target, seen.replicas()), "cache use " + usage);
        };
    }

    private static int apaReplicas(double ratio, int replicas) {
        int proportional = (int) Math.ceil(replicas * ratio);
        if (ratio > 1 + AIBRIX_TOLERANCE) {
            return Math.min((int) Math.ceil(AIBRIX_MOST * replicas), proportional);
        }
        return ratio < 1 - AIBRIX_TOLERANCE
                ? Math.max((int) Math.floor(replicas / AIBRIX_MOST), proportional)
                : replicas;
    }

    /**
     * AIBrix's KPA ({@code pkg/controller/podautoscaler}): Knative's formula on cache use, over 180 s or in panic over 60 s. As coded,
     * the mean over pods goes where Knative has the total; corrected, the total does.
     *
     * @param target share of the cache in use
     * @param corrected whether the total is what it divides
     */
    public static Baseline aibrixKpa(double target, boolean corrected) {
        positive("target", target);
        return seen -> {
            double stable = usage(seen, corrected, AIBRIX_STABLE_SECONDS);
            double panic = usage(seen, corrected, AIBRIX_PANIC_SECONDS);
            if (Double.isNaN(stable) || Double.isNaN(panic)) {
                return Recommendation.hold("no pod shows metrics");
            }
            double value = panic / stable > AIBRIX_PANIC_RATIO ? panic : stable;
            double least = Math.floor(seen.replicas() / AIBRIX_MOST);
            double most = Math.max(1, Math.ceil(AIBRIX_MOST * seen.replicas()));
            return Recommendation.of(Math.max(least, Math.min(most, Math.ceil(value / target))), "cache use " + value);
        };
    }

    private static double usage(Observation seen, boolean corrected, double windowSeconds) {
        return corrected ? seen.averageTotal(KV_USAGE, windowSeconds) : seen.averagePerPod(KV_USAGE, windowSeconds);
    }

    /** Requests that servers and router had in hand over a window, in the mean; NaN before the first scrape. */
    static double averageInFlight(Observation seen, double windowSeconds) {
        return seen.averageTotal(RUNNING, windowSeconds)
                + seen.averageTotal(WAITING, windowSeconds)
                + seen.averageUnrouted(windowSeconds);
    }
}
