// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headroom.lab.file.BadInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Figures of a JSON object by name; dots lead into objects. Missing and null are one. What is no number of 0 or more is one
 * sentence that names file and field.
 *
 * @param where file and part, for sentences
 */
record JsonFields(String where, JsonNode object) {
    private static final int MOST_SHOWN = 40;

    /** An object inside; empty object when missing. */
    JsonFields in(String path) {
        return new JsonFields(where + " " + path, node(path));
    }

    boolean has(String path) {
        return !node(path).isMissingNode();
    }

    /** A number of 0 or more; empty when missing. */
    OptionalDouble maybe(String path) {
        return number(path, node(path));
    }

    /** The same of a field whose name may have dots. */
    OptionalDouble maybeNamed(String name) {
        return number(name, known(object.path(name)));
    }

    private OptionalDouble number(String path, JsonNode value) {
        if (value.isMissingNode()) {
            return OptionalDouble.empty();
        }
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        BadInputException.unless(
                number >= 0 && Double.isFinite(number),
                where + ": " + path + " must be a number of 0 or more, was " + shown(value));
        return OptionalDouble.of(number);
    }

    /** A number of 0 or more, which must be there. */
    double number(String path) {
        return maybe(path).orElseThrow(() -> new BadInputException(where + ": " + path + " is missing"));
    }

    /** A number above 0, which must be there. */
    double aboveZero(String path) {
        double number = number(path);
        BadInputException.unless(number > 0, where + ": " + path + " must be above 0, was " + number);
        return number;
    }

    /** A whole number of 0 or more, which must be there. */
    long count(String path) {
        double number = number(path);
        BadInputException.unless(
                number == Math.rint(number) && number <= Long.MAX_VALUE,
                where + ": " + path + " must be a whole number, was " + number);
        return (long) number;
    }

    /** A text; empty when missing or no text. */
    Optional<String> text(String path) {
        return Optional.of(node(path)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** The elements of a list; empty when missing. */
    List<JsonNode> list(String path) {
        return elements(path, node(path));
    }

    private List<JsonNode> elements(String path, JsonNode value) {
        BadInputException.unless(
                value.isMissingNode() || value.isArray(), where + ": " + path + " must be a list, was " + shown(value));
        return value.valueStream().toList();
    }

    /** The elements of a list of numbers of 0 or more; empty when missing. */
    List<Double> numbers(String path) {
        return numbers(path, node(path));
    }

    /**
     * The elements of a list inside a list.
     *
     * @param path for sentences
     */
    List<Double> numbers(String path, JsonNode list) {
        return elements(path, list).stream()
                .map(element -> number(path, element)
                        .orElseThrow(() -> new BadInputException(where + ": " + path + " must hold numbers alone")))
                .toList();
    }

    private JsonNode node(String path) {
        JsonNode node = object;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return known(node);
    }

    private static JsonNode known(JsonNode node) {
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }
}
