// SPDX-License-Identifier: Apache-2.0
package dev.headroom.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every build judges the inputs that are kept, without the fuzzer. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CorpusContract {
    /** Of all targets of a module. */
    private static final long MOST_BYTES = 100 * 1024;

    /** Of one target. */
    private static final int MOST_FILES = 40;

    /** The targets of this module. */
    protected abstract List<FuzzTarget> targets();

    @TestFactory
    Stream<DynamicNode> whatIsKeptIsJudged() {
        return targets().stream().map(target -> {
            Map<String, byte[]> inputs = FuzzCorpus.of(target);
            List<byte[]> seeds = target.seeds();
            for (int i = 0; i < seeds.size(); i++) {
                inputs.put("seed-" + i, seeds.get(i));
            }
            return DynamicContainer.dynamicContainer(
                    target.name(),
                    inputs.entrySet().stream()
                            .map(input -> DynamicTest.dynamicTest(
                                    input.getKey(),
                                    () -> target.judge(input.getValue().clone()))));
        });
    }

    @Test
    void everyTargetHasInputs() {
        for (FuzzTarget target : targets()) {
            assertFalse(target.seeds().isEmpty(), target.name() + " has no seed");
            assertFalse(FuzzCorpus.of(target).isEmpty(), target.name() + " has no input that is kept");
        }
    }

    @Test
    void littleIsKept() {
        long bytes = 0;
        for (FuzzTarget target : targets()) {
            Map<String, byte[]> inputs = FuzzCorpus.of(target);
            assertTrue(inputs.size() <= MOST_FILES, target.name() + " keeps " + inputs.size() + " inputs");
            bytes += inputs.values().stream().mapToLong(input -> input.length).sum();
        }
        assertTrue(bytes <= MOST_BYTES, "all targets keep " + bytes + " bytes");
    }
}
