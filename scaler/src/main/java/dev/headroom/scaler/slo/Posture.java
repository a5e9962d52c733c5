// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/** How much of the error budget the planner aims to spend; {@code src/docs/slo-policy.md} has the shares. */
public enum Posture {
    /** Nearly all of it; cheapest. */
    LEAN,
    /** Most of it. */
    BALANCED,
    /** Half of it; the rest is kept for what nobody foresees. */
    SAFE
}
