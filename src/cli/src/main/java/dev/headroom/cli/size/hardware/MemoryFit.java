// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.hardware;

import dev.headroom.cli.size.question.ServedModel;
import dev.headroom.scaler.forecast.TrafficShape;
import java.util.Locale;
import java.util.Optional;

/**
 * How a model lies in the memory of one replica.
 *
 * @param model whose weights and cache it is
 * @param devices that share one copy of it
 * @param deviceGib memory of one device
 * @param kvTokens that the cache holds
 */
public record MemoryFit(ServedModel model, int devices, double deviceGib, long kvTokens) {
    /** The share of memory that vLLM takes by default (gpu_memory_utilization). */
    static final double UTILIZATION = 0.9;

    /** Activations, CUDA graphs and the engine itself on each device: an allowance, larger than those of models up to 70 billion. */
    static final double ALLOWANCE_GIB = 2;

    private static final double GIB = 1024.0 * 1024 * 1024;
    private static final double KIB = 1024.0;

    /**
     * A replica on these devices.
     *
     * @param longest tokens of the longest request that it must hold
     * @return empty where the memory holds neither the weights nor one such request beside them
     */
    public static Optional<MemoryFit> of(ServedModel model, Accelerator device, int devices, double longest) {
        double free = freeGib(model, device, devices);
        // With more devices than heads, several hold the same keys and values.
        double bytesOfToken = model.bytesOfToken() / Math.min(devices, model.kvHeads());
        long tokens = (long) Math.floor(Math.max(0, free) * GIB / bytesOfToken);
        return tokens < longest
                ? Optional.empty()
                : Optional.of(new MemoryFit(model, devices, device.memoryGib(), tokens));
    }

    /** Memory of one device beside the weights. */
    private static double freeGib(ServedModel model, Accelerator device, int devices) {
        return UTILIZATION * device.memoryGib() - ALLOWANCE_GIB - model.bytesOfWeights() / devices / GIB;
    }

    /** Requests that the cache holds at once. */
    public int sequences(TrafficShape shape) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.floor(kvTokens / shape.meanContext())));
    }

    /** The arithmetic in one sentence, for some requests in flight. */
    public String sentence(TrafficShape shape, double inFlight) {
        double weights = model.bytesOfWeights() / GIB;
        double kv = inFlight * shape.meanContext() * model.bytesOfToken() / GIB;
        return String.format(
                Locale.ROOT,
                "weights %.1f GiB + KV of %.0f requests x %.0f tokens x %.0f KiB = %.1f GiB, of %d x (%.2f x %.1f - %.0f) = %.1f GiB",
                weights,
                inFlight,
                shape.meanContext(),
                model.bytesOfToken() / KIB,
                weights + kv,
                devices,
                UTILIZATION,
                deviceGib,
                ALLOWANCE_GIB,
                devices * (UTILIZATION * deviceGib - ALLOWANCE_GIB));
    }
}
