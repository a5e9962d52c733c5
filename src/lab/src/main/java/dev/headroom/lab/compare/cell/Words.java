// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

/** What a name may be that is written in keys and rows. */
final class Words {
    private Words() {}

    /** The name itself; a control character or a separator of keys in it is refused. */
    static String named(String thing, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(thing + " must have a name, was '" + name + "'");
        }
        return plain(thing, name);
    }

    /** As {@link #named}, but may be empty. */
    static String plain(String thing, String name) {
        if (name.chars().anyMatch(letter -> Character.isISOControl(letter) || letter == '|')) {
            throw new IllegalArgumentException(
                    thing + " must have no control character and no '|', was '" + name + "'");
        }
        return name;
    }
}
