// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

/** The loss that a contender spared against the last value, by blocks; older blocks count less. */
final class Gain {
    /** Standard errors that the mean gain must be above 0: chance is that good once in 40 times, where blocks are many. */
    private static final double PROVEN = 2;
    /** Where they are few, their standard error is itself uncertain; so much more is asked, as by Student's t. */
    private static final double STUDENT = 1.7;
    /** Fewer blocks have no standard error worth the name. */
    private static final double FEWEST = 3.5;
    /** Share of the last value's loss; a smaller gain is not worth a change. */
    private static final double WORTHWHILE = 0.02;

    private double weight;
    private double sum;
    private double squares;
    private double baseline;

    /**
     * Takes in a block.
     *
     * @param spared mean loss of the last value less that of the contender
     * @param ofLastValue mean loss of the last value
     * @param memory share of the older blocks that is kept
     */
    void add(double spared, double ofLastValue, double memory) {
        add(spared, ofLastValue, 1, memory);
    }

    /** The same for a block that counts less than others, or as much: {@code share} is 0 to 1. */
    void add(double spared, double ofLastValue, double share, double memory) {
        weight = weight * memory + share;
        sum = sum * memory + share * spared;
        squares = squares * memory + share * spared * spared;
        baseline = baseline * memory + share * ofLastValue;
    }

    /** Mean gain, in shares of the last value's loss; 0 while nothing is known. */
    double share() {
        return baseline > 0 ? sum / baseline : 0;
    }

    /** Of the blocks. */
    double weight() {
        return weight;
    }

    boolean isProven() {
        if (weight < FEWEST || share() < WORTHWHILE) {
            return false;
        }
        double mean = sum / weight;
        double variance = Math.max(0, squares / weight - mean * mean) / (weight - 1);
        return mean > PROVEN * (1 + STUDENT / (weight - 1)) * Math.sqrt(variance);
    }

    void take(Gain other) {
        set(other.weight / 2, other.sum / 2, other.squares / 2, other.baseline / 2);
    }

    void set(double weight, double sum, double squares, double baseline) {
        this.weight = weight;
        this.sum = sum;
        this.squares = squares;
        this.baseline = baseline;
    }

    ContestMemory.Won won() {
        return new ContestMemory.Won(weight, sum, squares, baseline);
    }
}
