// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import java.util.OptionalDouble;

/**
 * A GPU, a slice of one, or another accelerator.
 *
 * @param name as Karpenter's label has it, with the profile of a slice
 * @param memoryGib of one device; above 0
 * @param bandwidthGbPerSecond of its memory at its peak; empty where the catalogue has none
 * @param bf16Tflops dense, at its peak; empty where the catalogue has none
 */
public record Accelerator(
        String name, double memoryGib, OptionalDouble bandwidthGbPerSecond, OptionalDouble bf16Tflops) {
    /** Whether times on it can be estimated from those on another one. */
    boolean isComparable() {
        return bandwidthGbPerSecond.isPresent() && bf16Tflops.isPresent();
    }
}
