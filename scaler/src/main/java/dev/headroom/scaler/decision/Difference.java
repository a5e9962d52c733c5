// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headroom.scaler.plan.ReplicaPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing that two plans say differently.
 *
 * @param path where, e.g. {@code reasons[0].sentence}
 * @param before value on the one side; empty without one
 * @param after value on the other side; empty without one
 */
public record Difference(String path, String before, String after) {
    /** All of them, in the order of their paths; none for equal plans. */
    public static List<Difference> between(ReplicaPlan before, ReplicaPlan after) {
        List<Difference> differences = new ArrayList<>();
        collect("", RecordWriter.write(before), RecordWriter.write(after), differences);
        return differences;
    }

    /** One line. */
    public String sentence() {
        return path + ": " + orNothing(before) + " -> " + orNothing(after);
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? "nothing" : text;
    }

    private static void collect(String path, JsonNode before, JsonNode after, List<Difference> differences) {
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            String prefix = path.isEmpty() ? "" : path + ".";
            names.forEach(name -> collect(prefix + name, before.path(name), after.path(name), differences));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                collect(path + "[" + i + "]", before.path(i), after.path(i), differences);
            }
        } else if (!before.equals(after)) {
            differences.add(new Difference(path, textOf(before), textOf(after)));
        }
    }

    private static String textOf(JsonNode node) {
        return node.equals(MissingNode.getInstance()) ? "" : node.isTextual() ? node.textValue() : node.toString();
    }
}
