// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

import java.util.Locale;

/**
 * One load that is held for a while.
 *
 * @param loop how requests are sent
 * @param load users of a closed loop, or requests a second of an open one; above 0
 */
public record LoadStep(Loop loop, double load) {
    public LoadStep {
        if (!(load > 0) || !Double.isFinite(load)) {
            throw new IllegalArgumentException("load must be above 0, was " + load);
        }
    }

    /** How requests are sent. */
    public enum Loop {
        /** A number of users, each of whom sends when the answer before has ended. */
        CLOSED,
        /** At a rate, independently of answers and of each other. */
        OPEN
    }

    /** A number of users. */
    public static LoadStep users(int users) {
        return new LoadStep(Loop.CLOSED, users);
    }

    /** Poisson arrivals. */
    public static LoadStep perSecond(double rate) {
        return new LoadStep(Loop.OPEN, rate);
    }

    /** Whether it is an open loop. */
    public boolean isOpen() {
        return loop == Loop.OPEN;
    }

    /** For people. */
    public String words() {
        return isOpen() ? String.format(Locale.ROOT, "%.4g requests/s", load) : (int) load + " in flight";
    }
}
