// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.engine;

/**
 * All that makes one engine behave as it does: the truth of a simulation. Who sets a policy up may know of it what a load test and
 * the server's own start parameters tell; Headroom is told a belief at most.
 *
 * @param name in reports
 * @param hardware class of its accelerators, in reports and on pods
 * @param gpus that one replica holds
 * @param times of its steps
 * @param limits it is started with
 * @param prefixHitShare mean share of a prompt that its prefix cache holds; 0 to below 1
 * @param stepNoise standard deviation over mean of a step's time; 0 or more
 * @param tokensPerStep mean tokens that a decoding sequence gets a step; above 1 with speculative decoding
 */
public record EngineModel(
        String name,
        String hardware,
        int gpus,
        StepTimes times,
        EngineLimits limits,
        double prefixHitShare,
        double stepNoise,
        double tokensPerStep) {
    public EngineModel {
        if (gpus < 1) {
            throw new IllegalArgumentException("gpus must be 1 or more, was " + gpus);
        }
        if (!(prefixHitShare >= 0 && prefixHitShare < 1)) {
            throw new IllegalArgumentException("prefixHitShare must be 0 to below 1, was " + prefixHitShare);
        }
        if (!(stepNoise >= 0 && stepNoise < 1)) {
            throw new IllegalArgumentException("stepNoise must be 0 to below 1, was " + stepNoise);
        }
        if (!(tokensPerStep >= 1)) {
            throw new IllegalArgumentException("tokensPerStep must be 1 or more, was " + tokensPerStep);
        }
    }

    /** An engine of one GPU without noise, prefix cache or speculation. */
    public static EngineModel plain(String name, StepTimes times, EngineLimits limits) {
        return new EngineModel(name, "unnamed", 1, times, limits, 0, 0, 1);
    }

    /** The same engine, started with other limits. */
    public EngineModel withLimits(EngineLimits other) {
        return new EngineModel(name, hardware, gpus, times, other, prefixHitShare, stepNoise, tokensPerStep);
    }

    /** The same engine with other step times. */
    public EngineModel withTimes(StepTimes other) {
        return new EngineModel(name, hardware, gpus, other, limits, prefixHitShare, stepNoise, tokensPerStep);
    }
}
