// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.decode.json;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Names of attributes that are read, found by their characters: whatever else stands there never becomes a text. */
final class WantedKeys {
    private final List<List<char[]>> byLength;

    WantedKeys(Set<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        this.byLength = IntStream.rangeClosed(0, longest)
                .mapToObj(length -> names.stream()
                        .filter(name -> name.length() == length)
                        .map(String::toCharArray)
                        .toList())
                .toList();
    }

    boolean holds(char[] characters, int from, int length) {
        if (length >= byLength.size()) {
            return false;
        }
        for (char[] name : byLength.get(length)) {
            if (Arrays.equals(characters, from, from + length, name, 0, length)) {
                return true;
            }
        }
        return false;
    }
}
