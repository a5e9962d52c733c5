// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.OptionalDouble;

/**
 * What the same traffic costs who knows it beforehand; each empty where it was not searched for.
 *
 * @param clairvoyantGpuHours of the cheapest replica path found that keeps 99 %
 * @param fluidGpuHours below which no path can be
 * @param ranOut whether the search ended because it was given no more: there may be a cheaper path
 */
public record Bounds(OptionalDouble clairvoyantGpuHours, OptionalDouble fluidGpuHours, boolean ranOut) {
    public Bounds {
        clairvoyantGpuHours.ifPresent(hours -> positive("clairvoyantGpuHours", hours));
        fluidGpuHours.ifPresent(hours -> Figure.notNegative("fluidGpuHours", hours));
    }

    /** Of a search that went as far as it could. */
    public Bounds(OptionalDouble clairvoyantGpuHours, OptionalDouble fluidGpuHours) {
        this(clairvoyantGpuHours, fluidGpuHours, false);
    }

    /** Nothing known. */
    public static Bounds unknown() {
        return new Bounds(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** GPU-hours over those of the clairvoyant path; below 1 where fewer promises were kept than the path keeps. */
    public OptionalDouble regretOf(double gpuHours) {
        return clairvoyantGpuHours.isPresent()
                ? OptionalDouble.of(gpuHours / clairvoyantGpuHours.getAsDouble())
                : OptionalDouble.empty();
    }

    private static void positive(String thing, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(thing + " must be above 0, was " + value);
        }
    }
}
