// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests.cross;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What a bundle may refer to without bringing it: whoever installs it is told to have it. */
@FunctionalInterface
public interface Given {
    /** Nothing. */
    Given NOTHING = (kind, name) -> false;

    /** Whether such an object is there already. */
    boolean has(String kind, String name);

    /** Names that somebody wrote into a chart's values are theirs to have. */
    static Given namedIn(String values) {
        Predicate<String> written =
                name -> List.of(values.split("[\\s\"',\\[\\]{}:]+")).contains(name);
        return (kind, name) -> written.test(name);
    }

    /** What a document tells its reader to make. */
    static Given toldIn(String document) {
        return (kind, name) ->
                document.contains(name) && document.toLowerCase(Locale.ROOT).contains(kind.toLowerCase(Locale.ROOT));
    }

    /** Either. */
    default Given or(Given other) {
        return (kind, name) -> has(kind, name) || other.has(kind, name);
    }
}
