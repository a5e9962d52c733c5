// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/** Whether the answer moves replicas. */
public enum Mode {
    /** The plan is the answer. */
    ENFORCE,
    /** The plan is computed and explained; the answer is the current replicas. */
    ADVISE
}
