// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.words;

/** Line numbers, from 1. */
final class Lines {
    private Lines() {}

    static int of(String text, int place) {
        return 1
                + (int) text.substring(0, place)
                        .chars()
                        .filter(sign -> sign == '\n')
                        .count();
    }
}
