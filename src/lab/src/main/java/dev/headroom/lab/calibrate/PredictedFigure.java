// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

/**
 * One latency of a run, measured and predicted.
 *
 * @param run its name
 * @param signal ttft, itl or e2e
 * @param percentile of requests, by nearest rank
 * @param measuredSeconds in the recording
 * @param predictedSeconds in the simulator
 */
record PredictedFigure(String run, String signal, double percentile, double measuredSeconds, double predictedSeconds) {
    /** What a prediction may be off by. */
    static final double CLOSE = 0.10;

    /** A time to first token below this is a few steps long, and where in a step a request falls is chance. */
    static final double SHORT_TTFT_SECONDS = 0.060;

    /** What such a time may be off by. */
    static final double SHORT_TTFT_TOLERANCE_SECONDS = 0.015;

    /** Predicted over measured, less one. */
    double error() {
        return predictedSeconds / measuredSeconds - 1;
    }

    /** Within 10 %; a TTFT below 60 ms also within 15 ms. */
    boolean close() {
        return Math.abs(error()) <= CLOSE || excused();
    }

    /** The error that counts: none where a short TTFT is off by little. */
    double countedError() {
        return excused() ? 0 : Math.abs(error());
    }

    private boolean excused() {
        return signal.equals("ttft")
                && measuredSeconds < SHORT_TTFT_SECONDS
                && Math.abs(predictedSeconds - measuredSeconds) <= SHORT_TTFT_TOLERANCE_SECONDS;
    }
}
