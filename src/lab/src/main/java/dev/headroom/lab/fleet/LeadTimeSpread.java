// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.fleet;

import java.util.random.RandomGenerator;

/** How long it takes, from the wish for a pod until it is ready: a distribution. */
public sealed interface LeadTimeSpread {
    /** One start, in seconds; takes one number from {@code chance}. */
    double draw(RandomGenerator chance);

    /** Half of the starts take no longer, in seconds. */
    double medianSeconds();

    /** Four of five starts take no longer, in seconds. */
    double p80Seconds();

    /**
     * Most starts near the median, some much longer.
     *
     * @param medianSeconds half of them take no longer; above 0
     * @param sigma standard deviation of the logarithm; 0 or more
     */
    record Lognormal(double medianSeconds, double sigma) implements LeadTimeSpread {
        /** Standard deviations above the mean below which 80 % of a normal law lie. */
        private static final double Z_80 = 0.8416;

        public Lognormal {
            if (!(medianSeconds > 0 && medianSeconds < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("medianSeconds must be above 0, was " + medianSeconds);
            }
            if (!(sigma >= 0 && sigma < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("sigma must be 0 or more, was " + sigma);
            }
        }

        @Override
        public double draw(RandomGenerator chance) {
            return medianSeconds * Math.exp(sigma * chance.nextGaussian());
        }

        @Override
        public double p80Seconds() {
            return medianSeconds * Math.exp(sigma * Z_80);
        }
    }

    /**
     * Anything in between, all alike.
     *
     * @param shortestSeconds at least; 0 or more
     * @param longestSeconds at most
     */
    record Even(double shortestSeconds, double longestSeconds) implements LeadTimeSpread {
        private static final double MOST = 0.8;

        public Even {
            if (!(shortestSeconds >= 0
                    && longestSeconds >= shortestSeconds
                    && longestSeconds < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a lead time needs 0 <= shortest <= longest, was " + shortestSeconds + " to " + longestSeconds);
            }
        }

        @Override
        public double draw(RandomGenerator chance) {
            return shortestSeconds + (longestSeconds - shortestSeconds) * chance.nextDouble();
        }

        @Override
        public double medianSeconds() {
            return (shortestSeconds + longestSeconds) / 2;
        }

        @Override
        public double p80Seconds() {
            return shortestSeconds + (longestSeconds - shortestSeconds) * MOST;
        }
    }
}
