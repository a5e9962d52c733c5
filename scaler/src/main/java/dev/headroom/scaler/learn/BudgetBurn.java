// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.learn;

/**
 * How fast the error budget has been spent over the last hours: 1 where as many requests missed the promise as may. One thread at a
 * time.
 */
final class BudgetBurn {
    /** Time in which a count fades to 1/e, in seconds: 3 h. Without the feedback up to 3 % more GPU-hours. */
    static final double FADING_SECONDS = 10_800;

    private double missed;
    private double requests;

    /**
     * Continues from earlier counts.
     *
     * @param missed requests that missed the promise, over the share that may; 0 or more
     * @param requests all of them, faded; 0 or more
     */
    BudgetBurn(double missed, double requests) {
        this.missed = missed;
        this.requests = requests;
    }

    void add(double share, double ended, double passedSeconds) {
        double left = Math.exp(-passedSeconds / FADING_SECONDS);
        missed = missed * left + share * ended;
        requests = requests * left + ended;
    }

    /** The rate; 0 or more. One request that was never counted keeps the first few from deciding. */
    double rate() {
        return missed / (requests + 1);
    }

    double missed() {
        return missed;
    }

    double requests() {
        return requests;
    }
}
