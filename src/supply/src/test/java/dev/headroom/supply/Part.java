// SPDX-License-Identifier: Apache-2.0
package dev.headroom.supply;

import java.util.List;

/**
 * Something that others wrote and that is shipped.
 *
 * @param name group and artifact, as advisories name it
 * @param version its version
 * @param licences identifiers of SPDX where there is one, else names; more than one where the reader may choose, or must keep all
 */
record Part(String name, String version, List<String> licences) {
    Part {
        licences = List.copyOf(licences);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
