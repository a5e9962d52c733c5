// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One word per idea: a simple name means one type in the whole house. */
class NamesTest {
    @Test
    void everyTypeHasASimpleNameOfItsOwn() {
        assertThat(SourceTree.read().namesThatOccurTwice()).isEmpty();
    }
}
