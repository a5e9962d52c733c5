// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ShippedPriorTest {
    private static final Percentage A_THIRD = Percentage.withPercentage(33);

    @Test
    void comesNearWhatWasMeasuredOnKnownHardware() {
        Performance.StepTime small =
                prior("h100-80gb", "llama-3.1-8b-instruct", 1).stepTime();
        Performance.StepTime large =
                prior("NVIDIA-H100-80GB-HBM3", "Qwen/Qwen3-32B", 2).stepTime();

        // Measured: 8.04 ms and 0.0247 ms a prompt token; 14.4 ms on two GPUs (engines of the lab).
        assertThat(small.base()).isCloseTo(8.04, A_THIRD);
        assertThat(small.perPrefillToken()).isCloseTo(0.0247, A_THIRD);
        assertThat(large.base()).isCloseTo(14.4, A_THIRD);
    }

    @Test
    void aGpuIsToldByItsNameOrByAnInstance() {
        assertThat(prior("p5.48xlarge", "m-8b", 1).stepTime())
                .isEqualTo(prior("NVIDIA-H100-80GB-HBM3", "m-8b", 1).stepTime());
        assertThat(prior("p4d.24xlarge", "m-8b", 1).stepTime())
                .isEqualTo(prior("A100-SXM4-40GB", "m-8b", 1).stepTime())
                .isNotEqualTo(prior("A100-SXM4-80GB", "m-8b", 1).stepTime());
        assertThat(prior("m5.large", "m-8b", 1).hardwareKnown()).isFalse();
        assertThat(ShippedPrior.sameGpu("g6e.xlarge", "NVIDIA-L40S")).contains(true);
        assertThat(ShippedPrior.sameGpu("h100", "NVIDIA-L4")).contains(false);
        assertThat(ShippedPrior.sameGpu("h100", "abacus")).isEmpty();
    }

    @Test
    void aModelsNameTellsItsSize() {
        assertThat(ModelSize.of("Llama-3.1-8B-Instruct")).contains(new ModelSize(8e9, 8e9, 2));
        assertThat(ModelSize.of("qwen2.5-0.5b")).contains(new ModelSize(0.5e9, 0.5e9, 2));
        assertThat(ModelSize.of("Qwen3-235B-A22B-FP8")).contains(new ModelSize(235e9, 22e9, 1));
        assertThat(ModelSize.of("llama-3.3-70b-awq")).contains(new ModelSize(70e9, 70e9, 0.5));
        assertThat(ModelSize.of("mixtral-8x7b").orElseThrow().parameters()).isCloseTo(47e9, A_THIRD);
        assertThat(ModelSize.of("h100-80gb")).isEmpty();
        assertThat(ModelSize.of("gpt-4")).isEmpty();
    }

    @Test
    void takesAsManyGpusAsTheWeightsNeed() {
        assertThat(ShippedPrior.of(Optional.of("h100"), Optional.of("llama-3.1-70b"), OptionalInt.empty())
                        .profile()
                        .gpus())
                .isEqualTo(4);
        assertThat(ShippedPrior.of(Optional.of("h100"), Optional.of("llama-3.1-8b"), OptionalInt.empty())
                        .profile()
                        .gpus())
                .isEqualTo(1);
    }

    @Test
    void withoutAnyNameItIsStillAnAnswer() {
        ShippedPrior prior = ShippedPrior.of(Optional.empty(), Optional.empty(), OptionalInt.empty());

        assertThat(prior.hardwareKnown()).isFalse();
        assertThat(prior.sizeKnown()).isFalse();
        assertThat(prior.stepTime().base()).isBetween(5.0, 12.0);
    }

    private static ShippedPrior prior(String hardware, String model, int gpus) {
        return ShippedPrior.of(Optional.of(hardware), Optional.of(model), OptionalInt.of(gpus));
    }
}
