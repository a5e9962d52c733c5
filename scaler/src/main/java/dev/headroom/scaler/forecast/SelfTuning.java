// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

/**
 * The gain of a filter that watches its own innovations e/√S. Where the filter is right they are white and of variance 1 (Mehra
 * 1970, "On the identification of variances and adaptive Kalman filtering"): neighbours alike say that it follows too slowly,
 * neighbours opposed that it follows noise; more variance than counting explains says that arrivals come in bursts.
 */
final class SelfTuning {
    /** Share of the odds by which one pair of innovations moves the gain. */
    private static final double GAIN_RATE = 0.05;

    private static final double SCALE_RATE = 0.02;
    /** One pair says no more than two standard deviations each do. */
    private static final double MOST_ALIKE = 4;
    /** One square says no more than three standard deviations do. */
    private static final double LARGEST_SQUARE = 9;

    private static final double SMALLEST_SCALE = 0.3;
    private static final double LARGEST_SCALE = 100;

    private final double leastGain;
    private final double mostGain;
    private double gain;
    private double scale = 1;
    private double last;

    SelfTuning(double leastGain, double mostGain) {
        this.leastGain = leastGain;
        this.mostGain = mostGain;
        this.gain = Math.sqrt(leastGain * mostGain);
    }

    /** Share of an innovation that is believed; above 0, below 1. */
    double gain() {
        return gain;
    }

    /** Variance of the rates seen, in that of counting. */
    double scale() {
        return scale;
    }

    /** Takes in one standardised innovation. */
    void tune(double innovation) {
        double alike = Math.max(-MOST_ALIKE, Math.min(MOST_ALIKE, innovation * last));
        double odds = gain / (1 - gain) * Math.exp(GAIN_RATE * alike);
        setGain(odds / (1 + odds));
        double square = Math.min(LARGEST_SQUARE, innovation * innovation);
        setScale(scale * Math.exp(SCALE_RATE * (square - 1)));
        last = innovation;
    }

    /** After a step of the rate: neighbours across it say nothing. */
    void startOver() {
        last = 0;
    }

    void setGain(double value) {
        gain = Math.max(leastGain, Math.min(mostGain, value));
    }

    void setScale(double value) {
        scale = Math.max(SMALLEST_SCALE, Math.min(LARGEST_SCALE, value));
    }
}
