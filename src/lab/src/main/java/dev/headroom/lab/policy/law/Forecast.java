// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import java.util.ArrayDeque;

/**
 * One step ahead from equally spaced values. Stands for Dynamo's and SageServe's ARIMA by its first-order autoregression, which is
 * what their automatic choice of order most often comes to.
 */
public final class Forecast {
    /** Values that the fit sees. */
    private static final int REMEMBERED = 50;
    /** Dynamo fits from so many on; before, the last value stands. */
    private static final int LEAST_FOR_FIT = 5;

    /** How it looks ahead. */
    public enum Kind {
        /** The next value is as the last one. */
        LAST_VALUE,
        /** In place of ARIMA. */
        AUTOREGRESSION
    }

    private final Kind kind;
    private final ArrayDeque<Double> values = new ArrayDeque<>();

    Forecast(Kind kind) {
        this.kind = kind;
    }

    void add(double value) {
        // A value that is no number is taken for none, as Dynamo does.
        values.add(Double.isFinite(value) ? value : 0);
        if (values.size() > REMEMBERED) {
            values.remove();
        }
    }

    /** The next value, never below 0; 0 where nothing is known. */
    double next() {
        if (values.isEmpty()) {
            return 0;
        }
        double last = values.getLast();
        if (kind == Kind.LAST_VALUE || values.size() < LEAST_FOR_FIT) {
            return last;
        }
        double fitted = fitted(last);
        return Double.isFinite(fitted) ? Math.max(0, fitted) : last;
    }

    /** Least squares of each value on the one before it; the slope is kept where the series does not explode. */
    private double fitted(double last) {
        double[] x = values.stream().mapToDouble(Double::doubleValue).toArray();
        int pairs = x.length - 1;
        double before = 0;
        double after = 0;
        for (int i = 0; i < pairs; i++) {
            before += x[i] / pairs;
            after += x[i + 1] / pairs;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < pairs; i++) {
            covariance += (x[i] - before) * (x[i + 1] - after);
            variance += (x[i] - before) * (x[i] - before);
        }
        double slope = Math.max(-1, Math.min(1, covariance / variance));
        return after + slope * (last - before);
    }
}
