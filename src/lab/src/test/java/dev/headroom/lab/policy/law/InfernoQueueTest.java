// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.policy.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class InfernoQueueTest {
    /** The golden vectors are printed with four decimals; the bisection's tolerance is a millionth. */
    private static final double PRINTED = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "6.958, .042, 5.2, .1, 128, 128, 64, 500, 24, 31.1968, 23.6776, 31.1968, 23.6776",
        "6.973, .027, 15.415, .000337, 1024, 256, 64, 1000, 9, 28.3372, 27.6004, 28.3372, 27.6004",
        "6.973, .027, 15.415, .000337, 1024, 256, 128, 1000, 9, 47.0294, 46.2857, 31.7053, 31.7053",
        "20.58, .41, 5.2, .1, 128, 128, 4, 500, 24, 1.3883, 0.8156, 1.3883, 0.8156",
        "20.58, .41, 15.415, .000337, 512, 128, 32, 500, 30, 7.4330, 6.6766, 5.7556, 5.7556"
    })
    void reproducesTheGoldenVectors(ArgumentsAccessor row) {
        InfernoQueue queue = new InfernoQueue(
                new Inferno.Parameters(row.getDouble(0), row.getDouble(1), row.getDouble(2), row.getDouble(3)),
                row.getDouble(4),
                row.getDouble(5),
                row.getInteger(6));

        double forFirstToken = queue.rateForTimeToFirstToken(row.getDouble(7));
        double forInterToken = queue.rateForInterToken(row.getDouble(8));

        assertThat(queue.highestRate()).isCloseTo(row.getDouble(9), within(PRINTED));
        assertThat(forFirstToken).isCloseTo(row.getDouble(10), within(PRINTED));
        assertThat(forInterToken).isCloseTo(row.getDouble(11), within(PRINTED));
        assertThat(queue.served(Math.min(forFirstToken, forInterToken))).isCloseTo(row.getDouble(12), within(PRINTED));
    }

    @ParameterizedTest
    @CsvSource({"23.6776, 50, 3", "0.8156, 5, 7", "5.7556, 20, 4"})
    void needsAsManyReplicasAsTheGoldenVectorsSay(double ratePerReplica, double rate, int replicas) {
        assertThat((int) Math.ceil(rate / ratePerReplica)).isEqualTo(replicas);
    }

    @Test
    void waitsNearlyASecondAtTheRateThatKeepsOneSecondInTheMean() {
        InfernoQueue queue = new InfernoQueue(new Inferno.Parameters(6.973, .027, 15.415, .000337), 1024, 256, 64);

        double rate = queue.rateForTimeToFirstToken(1000);

        assertThat(queue.waitMillis(rate)).isCloseTo(963, within(1.0));
        assertThat(queue.effectiveBatch(rate)).isCloseTo(62.17, within(0.01));
    }

    @Test
    void fillsABatchOfSeventyFiveAtTheRateThatKeepsNineMilliseconds() {
        InfernoQueue queue = new InfernoQueue(new Inferno.Parameters(6.973, .027, 15.415, .000337), 1024, 256, 128);

        assertThat(queue.effectiveBatch(queue.rateForInterToken(9))).isCloseTo(75.07, within(0.01));
    }

    @Test
    void agreesWithTheChainSummedStateByState() {
        Inferno.Parameters parameters = new Inferno.Parameters(20.58, .41, 5.2, .1);
        InfernoQueue queue = new InfernoQueue(parameters, 128, 128, 4);
        double rate = 1.2;

        double[] weights = new double[4 + 40 + 1];
        weights[0] = 1;
        double sum = 1;
        for (int n = 1; n < weights.length; n++) {
            int inService = Math.min(n, 4);
            double service =
                    inService / (parameters.prefillMillis(128, inService) + 127 * parameters.decodeMillis(inService));
            weights[n] = weights[n - 1] * rate / 1e3 / service;
            sum += weights[n];
        }
        double served = rate * (1 - weights[44] / sum);

        assertThat(queue.served(rate)).isCloseTo(served, within(1e-12));
    }

    @Test
    void hasNoRateForATargetBelowWhatOneRequestTakes() {
        InfernoQueue queue = new InfernoQueue(new Inferno.Parameters(6.973, .027, 15.415, .000337), 1024, 256, 64);

        assertThat(queue.rateForInterToken(6)).isNaN();
    }
}
