// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import dev.headroom.scaler.slo.DocumentName;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What is usual for a GPU and a size of model: coefficients from the roofline (Williams, Waterman, Patterson 2009): a step reads
 * the weights and the contexts from memory, a prompt is arithmetic. How far engines stay behind it was taken from the profiles
 * measured on H100 and H200; expect to be off by a factor of 1.5.
 *
 * @param profile as if somebody had measured it; its performance is {@link Performance.StepTime}
 * @param hardwareKnown whether the GPU is in the table; else an H100 is assumed
 * @param sizeKnown whether the model's name tells its size; else 8e9 parameters of 16 bits are assumed
 */
public record ShippedPrior(ServingProfile profile, boolean hardwareKnown, boolean sizeKnown) {
    private static final DocumentName NAME = new DocumentName("shipped", "prior");
    private static final String USUAL_HARDWARE = "h100";

    /** Scheduling and launching, whatever the model; ms. */
    private static final double OVERHEAD_MS = 2.5;

    /** Time to read weights, over that at the stated bandwidth. */
    private static final double WEIGHT_READS = 1.15;

    /** Time to read contexts, over that at the stated bandwidth. */
    private static final double CONTEXT_READS = 1.3;

    /** Share of the stated arithmetic that prompts get. */
    private static final double ARITHMETIC = 0.5;

    /** Of t0: what one more sequence costs, and what a step with prompts costs more. */
    private static final double PER_SEQUENCE = 0.0025;

    private static final double MIXED_EXTRA = 0.25;

    /** Keys and values of Llama-3.1-8B; models of other sizes go with the square root of theirs. */
    private static final double CONTEXT_TOKEN_BYTES = 131_072;

    /** Arithmetic of one token: a multiplication and an addition for each parameter. */
    private static final double OPERATIONS = 2;

    /** Share of the GPU's memory that servers use (vLLM's gpu_memory_utilization), and what weights need of it at most. */
    private static final double MEMORY_USED = 0.9;

    private static final double WEIGHTS_AT_MOST = 0.8;
    private static final int MOST_GPUS = 8;

    /** vLLM's defaults of max_num_seqs and max_num_batched_tokens, on GPUs with less than 70 GiB. */
    private static final int MAX_SEQUENCES = 256;

    private static final int CHUNK_TOKENS = 2048;

    /**
     * The prior.
     *
     * @param hardware class of the replica's node
     * @param model its name
     * @param gpus of one replica; where that is not known, as few as the weights need
     */
    public static ShippedPrior of(Optional<String> hardware, Optional<String> model, OptionalInt gpus) {
        Optional<GpuSheet> known = hardware.flatMap(GpuSheet::of);
        GpuSheet gpu = known.or(() -> GpuSheet.of(USUAL_HARDWARE)).orElseThrow();
        Optional<ModelSize> told = model.flatMap(ModelSize::of);
        ModelSize size = told.orElse(ModelSize.USUAL);
        int devices = gpus.orElseGet(() -> fewest(gpu, size));
        ServingProfile profile = new ServingProfile(
                NAME,
                hardware.orElse(USUAL_HARDWARE),
                devices,
                new ServingProfile.EngineLimits(devices, MAX_SEQUENCES, cache(gpu, size, devices), CHUNK_TOKENS),
                coefficients(gpu, size, devices));
        return new ShippedPrior(profile, known.isPresent(), told.isPresent());
    }

    /** Whether two hardware classes name GPUs of the same kind; empty where either is not known. */
    public static Optional<Boolean> sameGpu(String hardware, String other) {
        return GpuSheet.of(hardware).flatMap(one -> GpuSheet.of(other).map(one::equals));
    }

    /** Coefficients of the step time. */
    public Performance.StepTime stepTime() {
        return (Performance.StepTime) profile.performance();
    }

    private static Performance.StepTime coefficients(GpuSheet gpu, ModelSize size, int devices) {
        double bandwidth = gpu.bytesPerMilli() * devices;
        // A batch of a few requests uses more experts than one token does, and fewer than all.
        double weightsRead = Math.sqrt(size.parameters() * size.active()) * size.bytesPerParameter();
        double base = OVERHEAD_MS + WEIGHT_READS * weightsRead / bandwidth;
        double perContextToken = CONTEXT_READS * contextTokenBytes(size) / bandwidth;
        double perPrefillToken = OPERATIONS * size.active() / (gpu.operationsPerMilli() * devices * ARITHMETIC);
        return new Performance.StepTime(
                base, PER_SEQUENCE * base, perContextToken, perPrefillToken, MIXED_EXTRA * base, perContextToken);
    }

    private static double contextTokenBytes(ModelSize size) {
        return CONTEXT_TOKEN_BYTES * Math.sqrt(size.active() / ModelSize.USUAL.active());
    }

    private static OptionalLong cache(GpuSheet gpu, ModelSize size, int devices) {
        double free = MEMORY_USED * gpu.memoryBytes() * devices - size.weightBytes();
        return free > 0
                ? OptionalLong.of(Math.max(1, Math.round(free / contextTokenBytes(size))))
                : OptionalLong.empty();
    }

    private static int fewest(GpuSheet gpu, ModelSize size) {
        return IntStream.iterate(1, devices -> devices < MOST_GPUS, devices -> 2 * devices)
                .filter(devices -> WEIGHTS_AT_MOST * MEMORY_USED * gpu.memoryBytes() * devices >= size.weightBytes())
                .findFirst()
                .orElse(MOST_GPUS);
    }
}
