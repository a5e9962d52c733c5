// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode;

import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.decode.MetricPoints.Point;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads how many tokens vLLM's KV cache holds from the labels of {@code vllm:cache_config_info}. Newer versions state the tokens; older
 * ones only blocks and the tokens of each. Values are in Python's form: {@code None} where nothing is set.
 */
final class KvSetup {
    private static final String TOKENS = "kv_cache_size_tokens";
    private static final String BLOCKS = "num_gpu_blocks";
    private static final String BLOCK_TOKENS = "block_size";

    /** No number that is meant is longer. */
    private static final int LONGEST_NUMBER = 20;

    private KvSetup() {}

    static Set<String> labels() {
        return Set.of(TOKENS, BLOCKS, BLOCK_TOKENS);
    }

    static ServerLimits limitsIn(Point point) {
        ServerLimits stated = ServerLimits.ofKvTokens(whole(point.label(TOKENS)));
        return stated.kvTokens().isPresent()
                ? stated
                : ServerLimits.ofKvTokens(product(whole(point.label(BLOCKS)), whole(point.label(BLOCK_TOKENS))));
    }

    /** Empty where one is unknown, not above 0, or more than any cache has. */
    static OptionalLong product(OptionalLong blocks, OptionalLong tokens) {
        if (blocks.isEmpty() || tokens.isEmpty() || blocks.getAsLong() < 1 || tokens.getAsLong() < 1) {
            return OptionalLong.empty();
        }
        boolean possible = blocks.getAsLong() <= ServerLimits.MOST_KV_TOKENS / tokens.getAsLong();
        return possible ? OptionalLong.of(blocks.getAsLong() * tokens.getAsLong()) : OptionalLong.empty();
    }

    /** A whole number, however it is written: {@code 4096} or {@code 4096.0}. */
    private static OptionalLong whole(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException | NumberFormatException notAWholeNumber) {
            return OptionalLong.empty();
        }
    }
}
