// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import java.util.function.DoubleUnaryOperator;

/**
 * One replica as WVA's inferno sees it: an M/M/1/K chain whose service rate depends on the batch (llm-d-autoscaling, {@code
 * pkg/analyzer}, October 2025). Times in milliseconds inside, rates in requests a second outside. Targets are compared with means, as
 * there.
 *
 * <p>Computed in the log domain: with a batch of hundreds the weights span more than a double's range. Above a full batch the weights
 * are a geometric series, which is summed in closed form.
 */
final class InfernoQueue {
    private static final double MILLIS_PER_SECOND = 1e3;
    /** The queue holds ten times the batch. */
    private static final int QUEUE_PER_BATCH = 10;

    private static final double LEAST_LOAD = 0.001;
    private static final double MOST_LOAD = 0.999;
    private static final int MOST_BISECTIONS = 100;
    /** Near enough to a target, as a share of it: the bisection ends there as theirs does, and not at the exact rate. */
    private static final double TOLERANCE = 1e-6;

    private final Inferno.Parameters parameters;
    private final double inputTokens;
    private final double outputTokens;
    private final int batch;
    /** Requests a millisecond with 1 … batch in service. */
    private final double[] serviceRates;
    /** Logarithm of the product of the service rates up to n. */
    private final double[] logProducts;

    InfernoQueue(Inferno.Parameters parameters, double inputTokens, double outputTokens, int batch) {
        this.parameters = parameters;
        this.inputTokens = inputTokens;
        this.outputTokens = outputTokens;
        this.batch = batch;
        this.serviceRates = new double[batch + 1];
        this.logProducts = new double[batch + 1];
        for (int n = 1; n <= batch; n++) {
            serviceRates[n] =
                    n / (parameters.prefillMillis(inputTokens, n) + (outputTokens - 1) * parameters.decodeMillis(n));
            logProducts[n] = logProducts[n - 1] + Math.log(serviceRates[n]);
        }
    }

    /** The most it considers, requests a second. */
    double highestRate() {
        return MOST_LOAD * serviceRates[batch] * MILLIS_PER_SECOND;
    }

    /** The highest rate at which the mean TTFT keeps the target; NaN where none does. */
    double rateForTimeToFirstToken(double targetMillis) {
        return highestKeeping(targetMillis, this::timeToFirstTokenMillis);
    }

    /** The highest rate at which the mean ITL keeps the target; NaN where none does. */
    double rateForInterToken(double targetMillis) {
        return highestKeeping(targetMillis, this::interTokenMillis);
    }

    /** What is served when so much is offered, requests a second; NaN for NaN. */
    double served(double ratePerSecond) {
        return state(ratePerSecond).throughput() * MILLIS_PER_SECOND;
    }

    /** Mean TTFT at a rate of requests a second. */
    double timeToFirstTokenMillis(double ratePerSecond) {
        State state = state(ratePerSecond);
        return state.waitMillis() + parameters.prefillMillis(inputTokens, effectiveBatch(state));
    }

    /** Mean ITL at a rate of requests a second. */
    double interTokenMillis(double ratePerSecond) {
        return parameters.decodeMillis(effectiveBatch(state(ratePerSecond)));
    }

    double waitMillis(double ratePerSecond) {
        return state(ratePerSecond).waitMillis();
    }

    double effectiveBatch(double ratePerSecond) {
        return effectiveBatch(state(ratePerSecond));
    }

    private double effectiveBatch(State state) {
        double alone = parameters.gamma() + parameters.alpha() * (outputTokens - 1);
        double perSequence = parameters.delta() * inputTokens + parameters.beta() * (outputTokens - 1);
        return Math.max(0, Math.min(batch, (state.serviceMillis() - alone) / perSequence));
    }

    private double highestKeeping(double target, DoubleUnaryOperator latency) {
        double low = LEAST_LOAD * serviceRates[1] * MILLIS_PER_SECOND;
        double high = highestRate();
        if (latency.applyAsDouble(low) > target) {
            return Double.NaN;
        }
        if (latency.applyAsDouble(high) <= target) {
            return high;
        }
        double middle = (low + high) / 2;
        for (int step = 0; step < MOST_BISECTIONS; step++) {
            double found = latency.applyAsDouble(middle);
            if (Math.abs(found - target) <= TOLERANCE * target) {
                break;
            }
            if (found < target) {
                low = middle;
            } else {
                high = middle;
            }
            middle = (low + high) / 2;
        }
        return middle;
    }

    /** Means over the chain's stationary distribution, by Little's law. */
    private record State(double throughput, double waitMillis, double serviceMillis) {}

    private State state(double ratePerSecond) {
        double rate = ratePerSecond / MILLIS_PER_SECOND;
        double logRate = Math.log(rate);
        double largest = 0;
        for (int n = 1; n <= batch; n++) {
            largest = Math.max(largest, n * logRate - logProducts[n]);
        }
        double weight = 0;
        double inSystem = 0;
        for (int n = 0; n <= batch; n++) {
            double p = Math.exp(n * logRate - logProducts[n] - largest);
            weight += p;
            inSystem += n * p;
        }
        double inService = inSystem;
        double full = Math.exp(batch * logRate - logProducts[batch] - largest);
        Tail tail = Tail.of(rate / serviceRates[batch], (long) QUEUE_PER_BATCH * batch);
        weight += full * tail.sum();
        inSystem += full * (batch * tail.sum() + tail.weightedSum());
        inService += full * batch * tail.sum();
        double throughput = rate * (1 - full * tail.last() / weight);
        double response = inSystem / weight / throughput;
        double service = inService / weight / throughput;
        return new State(throughput, Math.max(0, response - service), service);
    }

    /** Sums over k = 1 … m of x^k and of k·x^k, and x^m itself, for 0 ≤ x < 1 as the highest rate guarantees. */
    private record Tail(double sum, double weightedSum, double last) {
        static Tail of(double x, long m) {
            double last = Math.pow(x, (double) m);
            double sum = x * (1 - last) / (1 - x);
            return new Tail(sum, (sum - m * last * x) / (1 - x), last);
        }
    }
}
