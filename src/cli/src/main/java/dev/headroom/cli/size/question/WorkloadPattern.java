// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import java.util.Locale;

/**
 * Kinds of use, with the shape of a public trace as defaults. Tokens are means and 95th percentiles over all requests of the trace. The peak
 * is its busiest minute over its mean minute. Bursts are counted in 5 s, within the busiest quarter of its minutes.
 */
public enum WorkloadPattern {
    /** Conversations. */
    CHAT(
            1_203,
            4_085,
            201,
            447,
            2.05,
            0,
            "Azure conversations, recorded in 2023; day shape of the same service in 2024"),

    /** Long contexts that grow from turn to turn. */
    AGENTIC(
            12_428,
            40_356,
            347,
            712,
            2.05,
            0,
            "Mooncake conversations (Kimi), recorded; day shape of Azure's conversations in 2024"),

    /** Short answers from long prompts. */
    RAG(
            2_670,
            3_064,
            33,
            60,
            3.01,
            0,
            "ServeGen, an office-hours client of Alibaba with long prompts; the trace does not state its use"),

    /** Completion of code. */
    CODE(
            2_033,
            7_155,
            28,
            87,
            2.79,
            4.3,
            "Azure code completion, recorded in 2023; day shape of the same service in 2024"),

    /** Jobs without a waiting user. */
    BATCH(
            292,
            300,
            80,
            90,
            1,
            0,
            "ServeGen, a nightly batch client of Alibaba; a queue spreads the load, so the peak is the mean");

    private final double inputMean;
    private final double inputP95;
    private final double outputMean;
    private final double outputP95;
    private final double peakFactor;
    private final double burstSeconds;
    private final String source;

    WorkloadPattern(
            double inputMean,
            double inputP95,
            double outputMean,
            double outputP95,
            double peakFactor,
            double burstSeconds,
            String source) {
        this.inputMean = inputMean;
        this.inputP95 = inputP95;
        this.outputMean = outputMean;
        this.outputP95 = outputP95;
        this.peakFactor = peakFactor;
        this.burstSeconds = burstSeconds;
        this.source = source;
    }

    /** Prompts. */
    public TokenLengths input() {
        return new TokenLengths(inputMean, inputP95);
    }

    /** Answers. */
    public TokenLengths output() {
        return new TokenLengths(outputMean, outputP95);
    }

    /** The busiest minute over the mean one. */
    public double peakFactor() {
        return peakFactor;
    }

    /** The excess of the variance over the mean of arrivals in 5 s, over their rate. */
    public double burstSeconds() {
        return burstSeconds;
    }

    /** The trace. */
    public String source() {
        return source;
    }

    /** As a file names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
