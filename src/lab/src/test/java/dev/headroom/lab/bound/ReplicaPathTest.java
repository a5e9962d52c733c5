// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.bound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicaPathTest {
    @Test
    void fillsAValleyThatIsNarrowerThanAStart() {
        assertThat(path(5, 3, 3, 4, 4).withoutValleysBelow(150).toArray()).containsExactly(5, 4, 4, 4, 4);
    }

    @Test
    void leavesAValleyThatIsWideEnough() {
        assertThat(path(5, 3, 3, 3, 4, 4).withoutValleysBelow(150).toArray()).containsExactly(5, 3, 3, 3, 4, 4);
    }

    @Test
    void leavesRisesFallsAndPeaksAsTheyAre() {
        assertThat(path(1, 2, 7, 2, 1, 1).withoutValleysBelow(300).toArray()).containsExactly(1, 2, 7, 2, 1, 1);
        assertThat(path(2, 6, 6).withoutValleysBelow(600).toArray()).containsExactly(2, 6, 6);
    }

    @Test
    void takesOneOutOfAStretchButNoneBelowTheLeast() {
        assertThat(path(3, 3, 1, 3).oneFewer(1, 4, 1).toArray()).containsExactly(3, 2, 1, 2);
    }

    @Test
    void standsForEachSecondOfItsBlocks() {
        ReplicaPath path = path(1, 2);

        assertThat(path.at(59)).isEqualTo(1);
        assertThat(path.at(60)).isEqualTo(2);
        assertThat(path.at(1000)).isEqualTo(2);
    }

    private static ReplicaPath path(int... replicas) {
        return new ReplicaPath(60, replicas.length, block -> replicas[block]);
    }
}
