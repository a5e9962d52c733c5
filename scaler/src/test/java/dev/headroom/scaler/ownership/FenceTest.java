// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FenceTest {
    private final Fence fence = new Fence();

    @Example
    void anOwnerThatHasASuccessorIsKeptOut() {
        assertThat(fence.admits(new FencingToken("a", 1))).isTrue();
        assertThat(fence.admits(new FencingToken("b", 2))).isTrue();

        assertThat(fence.admits(new FencingToken("a", 1))).as("a zombie").isFalse();
        assertThat(fence.admits(new FencingToken("b", 2))).isTrue();
        assertThat(fence.newest()).contains(new FencingToken("b", 2));
    }

    @Example
    void ofTwoThatTookTheSameEpochOneCounts() {
        assertThat(fence.admits(new FencingToken("b", 3))).isTrue();

        assertThat(fence.admits(new FencingToken("a", 3))).isFalse();
        assertThat(fence.admits(new FencingToken("c", 3))).isTrue();
        assertThat(fence.admits(new FencingToken("b", 3))).isFalse();
    }

    @Property
    void whatCountsNeverGoesBack(@ForAll("logs") List<FencingToken> log) {
        List<FencingToken> admitted = log.stream().filter(fenceOf()::admits).toList();

        for (int i = 1; i < admitted.size(); i++) {
            assertThat(admitted.get(i)).isGreaterThanOrEqualTo(admitted.get(i - 1));
        }
    }

    /** Compaction takes older records away; whoever starts then sees a part of the log. */
    @Property
    void whoReadsAPartOfTheLogThatHoldsItsHighestStampEndsWithTheSame(@ForAll("logs") List<FencingToken> log) {
        Fence whole = fenceOf();
        log.forEach(whole::admits);
        List<FencingToken> rest = new ArrayList<>(log.subList(log.size() / 2, log.size()));
        whole.newest().ifPresent(highest -> rest.add(0, highest));
        Fence part = fenceOf();
        rest.forEach(part::admits);

        assertThat(part.newest()).isEqualTo(whole.newest());
    }

    @Example
    void nothingIsKnownAtTheBeginning() {
        assertThat(fence.newest()).isEqualTo(Optional.empty());
    }

    @Provide
    Arbitrary<List<FencingToken>> logs() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"), Arbitraries.longs().between(1, 5))
                .as(FencingToken::new)
                .list()
                .ofMaxSize(30);
    }

    private static Fence fenceOf() {
        return new Fence();
    }
}
