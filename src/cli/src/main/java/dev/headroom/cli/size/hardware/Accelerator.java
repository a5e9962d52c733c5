// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    /** The maker and the form of a board, as NVIDIA's product labels have them: they do not tell devices apart. */
    private static final Pattern NOISE = Pattern.compile("nvidia|tesla|geforce|sxm\\d*|pcie|nvl|hbm\\d*e?");

    private static final Pattern MEMORY = Pattern.compile("(\\d+)gb");
    /** Labels have decimal gigabytes, and less or more is usable. */
    private static final double MEMORY_TOLERANCE = 0.1;

    /**
     * Whether a text names it: {@code H100}, {@code h100-80gb}, {@code A100 80GB}, or a node's label {@code nvidia.com/gpu.product} such
     * as {@code NVIDIA-H100-80GB-HBM3}.
     */
    boolean isNamed(String text) {
        List<String> words = words(text);
        List<String> device =
                words.stream().filter(word -> !MEMORY.matcher(word).matches()).toList();
        boolean memoryFits = words.stream()
                .map(MEMORY::matcher)
                .filter(Matcher::matches)
                .allMatch(memory -> Math.abs(Double.parseDouble(memory.group(1)) / memoryGib - 1) <= MEMORY_TOLERANCE);
        return memoryFits && String.join("", device).equals(String.join("", words(name)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[ _-]+", -1))
                .filter(word -> !NOISE.matcher(word).matches())
                .toList();
    }

    /** Whether times on it can be estimated from those on another one. */
    boolean isComparable() {
        return bandwidthGbPerSecond.isPresent() && bf16Tflops.isPresent();
    }
}
