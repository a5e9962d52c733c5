// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The keys that a reader of documents accepts, found by asking it: of an unknown key it says which ones it knows. Lists of
 * mappings are written {@code objectives[]}, nested keys with dots.
 */
final class AcceptedKeys {
    private static final String UNKNOWN = "nobodyKnowsThisKey";
    private static final String KNOWN_ARE = UNKNOWN + " is not a known key; known are ";
    private static final String REFUSED = " is not in version ";

    private final Function<String, String> faultsOf;

    private AcceptedKeys(Function<String, String> faultsOf) {
        this.faultsOf = faultsOf;
    }

    /**
     * All of a reader's keys that hold a value.
     *
     * @param faultsOf the faults that the reader finds in a text, in one sentence
     */
    static Set<String> of(Function<String, String> faultsOf) {
        Set<String> leaves = new TreeSet<>();
        new AcceptedKeys(faultsOf).collect("", text -> text, leaves);
        return leaves;
    }

    /** What is met inside one section; {@code around} puts the section's text where it belongs. */
    private void collect(String path, Function<String, String> around, Set<String> leaves) {
        for (String key : knownIn(around).orElseThrow()) {
            Function<String, String> mapping = inner -> around.apply("{" + key + ": " + inner + "}");
            Function<String, String> list = inner -> around.apply("{" + key + ": [" + inner + "]}");
            if (knownIn(mapping).isPresent()) {
                collect(path + key + ".", mapping, leaves);
            } else if (knownIn(list).isPresent()) {
                collect(path + key + "[].", list, leaves);
            } else if (!faultsOf.apply(mapping.apply("1")).contains(path + key + REFUSED)) {
                leaves.add(path + key);
            }
        }
    }

    /** The keys of the section that stands there; empty where no section stands there. */
    private Optional<List<String>> knownIn(Function<String, String> around) {
        String faults = faultsOf.apply(around.apply("{" + UNKNOWN + ": 1}"));
        int begins = faults.indexOf(KNOWN_ARE);
        if (begins < 0) {
            return Optional.empty();
        }
        String rest = faults.substring(begins + KNOWN_ARE.length());
        return Optional.of(List.of(rest.split(";", 2)[0].split(", ", -1)));
    }
}
