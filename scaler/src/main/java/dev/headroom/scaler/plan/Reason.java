// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.plan;

/**
 * Why a stage moved the number, or would have.
 *
 * @param stage one word for the stage; a closed set, fit for a meter's label
 * @param replicas what the number was after the stage
 * @param sentence what happened, with the figures
 */
public record Reason(Stage stage, int replicas, String sentence) {
    /** The stages, in the order in which they act. */
    public enum Stage {
        TELEMETRY,
        NEED,
        CEILING,
        INFEASIBLE,
        CATCH_UP,
        SUPPLY,
        REACTIVE,
        SCALE_DOWN,
        LIMITS,
        ROOM,
        TOLERANCE,
        PAUSED,
        ADVISE
    }
}
