// SPDX-License-Identifier: Apache-2.0
package dev.headroom.supply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * What is known of a fault in some versions of a part, in the format of OSV (ossf.github.io/osv-schema).
 *
 * @param id its name; others may call it otherwise, as {@code aliases} says
 * @param summary what is wrong
 * @param affected which versions of which parts
 */
record Advisory(String id, Set<String> aliases, String summary, List<Affected> affected) {
    /** Versions of one part: single ones, and from the one (included) to the other (not included). */
    record Affected(String name, Set<String> versions, List<Range> ranges) {
        boolean holds(Part part) {
            return name.equals(part.name())
                    && (versions.contains(part.version()) || ranges.stream().anyMatch(range -> range.holds(part)));
        }
    }

    /** From a version on, until it was mended; empty where it never was. {@code last} is itself affected. */
    record Range(String introduced, String fixed, String last) {
        boolean holds(Part part) {
            ComparableVersion version = new ComparableVersion(part.version());
            boolean begun = introduced.equals("0") || version.compareTo(new ComparableVersion(introduced)) >= 0;
            boolean mended = !fixed.isEmpty() && version.compareTo(new ComparableVersion(fixed)) >= 0;
            boolean over = !last.isEmpty() && version.compareTo(new ComparableVersion(last)) > 0;
            return begun && !mended && !over;
        }
    }

    static Advisory of(JsonNode json) {
        List<Affected> affected = new ArrayList<>();
        for (JsonNode one : json.path("affected")) {
            if (one.path("package").path("ecosystem").asText().equals("Maven") && !json.has("withdrawn")) {
                affected.add(new Affected(
                        one.path("package").path("name").asText(), texts(one.path("versions")), ranges(one)));
            }
        }
        return new Advisory(
                json.path("id").asText(),
                texts(json.path("aliases")),
                json.path("summary").asText(),
                affected);
    }

    boolean concerns(Part part) {
        return affected.stream().anyMatch(one -> one.holds(part));
    }

    /** Whether somebody knows it by one of these names. */
    boolean isAmong(Set<String> names) {
        return names.contains(id) || aliases.stream().anyMatch(names::contains);
    }

    /** An event that begins, then the one that ends it; a beginning after an end is another range. */
    private static List<Range> ranges(JsonNode affected) {
        List<Range> ranges = new ArrayList<>();
        for (JsonNode range : affected.path("ranges")) {
            String introduced = "";
            for (JsonNode event : range.path("events")) {
                if (event.has("introduced")) {
                    introduced = event.path("introduced").asText();
                } else if (!introduced.isEmpty()) {
                    ranges.add(new Range(
                            introduced,
                            event.path("fixed").asText(),
                            event.path("last_affected").asText()));
                    introduced = "";
                }
            }
            if (!introduced.isEmpty()) {
                ranges.add(new Range(introduced, "", ""));
            }
        }
        return ranges;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return Set.copyOf(texts);
    }
}
