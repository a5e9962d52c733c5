// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Describes panels, from the top down, over one horizontal axis; {@code charts.js} draws them. What is added goes into the panel, and
 * into its series, that was begun last. A value that is not finite is a gap.
 */
final class Chart {
    /** How values of an axis are spread and written. */
    enum Kind {
        /** Evenly from 0. */
        NUMBER,
        /** Seconds since the start, as minutes and hours. */
        CLOCK,
        /** Seconds as people say them; by decades where they differ much. */
        DURATION,
        /** Attainment by what is missed: what lies between 99 and 99.9 % is as wide as between 90 and 99 %. */
        SHARE,
        /** A difference in percent, with its sign. */
        CHANGE,
        /** A quotient, as far below 1 as above. */
        RATIO,
        /** Names one below another, at 0, −1, −2, … */
        ROWS
    }

    /** How a line is drawn. */
    enum Stroke {
        LINE,
        THIN,
        BROKEN
    }

    /** What stands at a point. */
    enum Shape {
        DOT,
        RING,
        /** A short upright line. */
        BAR
    }

    /** A place on the axes; its tip is shown when it is pointed at. */
    record Point(double x, double y, String tip) {
        Point(double x, double y) {
            this(x, y, "");
        }
    }

    /** No figure is known better, and none is read closer from a screen. */
    private static final MathContext DIGITS = new MathContext(6);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String title;
    private final String says;
    private final ObjectNode chart = JSON.objectNode();
    private ObjectNode panel = JSON.objectNode();
    private ObjectNode series = JSON.objectNode();

    /**
     * @param says what is seen, in a sentence for those who do not see it
     * @param kind of the horizontal axis, which reaches from a value to one above it
     */
    Chart(String title, String says, Kind kind, String axis, double from, double to) {
        this.title = title;
        this.says = says;
        chart.put("title", title).put("kind", word(kind)).put("axis", axis);
        chart.set("from", number(from));
        chart.set("to", number(to));
    }

    /** The moments to which each series of {@link #values} has one. */
    Chart at(List<Double> moments) {
        chart.set("at", numbers(moments.stream().mapToDouble(Double::doubleValue)));
        return this;
    }

    /** Begins a panel; the aside stands above what its rows have at the other end. */
    Chart panel(String name, String aside, int height, Kind kind) {
        panel = chart.withArray("panels").addObject();
        panel.put("name", name).put("aside", aside).put("height", height).put("kind", word(kind));
        panel.withArray("series");
        return this;
    }

    /** Names the rows of the panel, and says what each has at its other end. */
    Chart rows(List<String> names, List<String> asides) {
        names.forEach(panel.withArray("rows")::add);
        asides.forEach(panel.withArray("asides")::add);
        return this;
    }

    /** Begins a series, or goes on with the like one of the panel; one with a name is named at its end. */
    Chart series(String name, String colour, Stroke stroke) {
        ObjectNode wanted = JSON.objectNode();
        wanted.put("name", name).put("colour", colour).put("stroke", word(stroke));
        series = among(panel.withArray("series"), wanted);
        return this;
    }

    /** A value for each moment, which holds until the next if there are steps. */
    Chart values(boolean steps, double... values) {
        series.put("steps", steps).set("values", numbers(Arrays.stream(values)));
        return this;
    }

    /** A line of its own points. */
    Chart line(List<Point> points) {
        ArrayNode line = series.withArray("lines").addArray();
        points.forEach(point -> line.addArray().add(number(point.x())).add(number(point.y())));
        return this;
    }

    /** A point. */
    Chart dot(Shape shape, double radius, Point point) {
        return dot(shape, radius, point, "");
    }

    /** A point with a label above the panel. */
    Chart dot(Shape shape, double radius, Point point, String label) {
        ObjectNode alike = JSON.objectNode().put("shape", word(shape));
        alike.set("radius", number(radius));
        among(series.withArray("dots"), alike)
                .withArray("points")
                .addArray()
                .add(number(point.x()))
                .add(number(point.y()))
                .add(point.tip())
                .add(label);
        return this;
    }

    /** A broken line across at a value that matters. */
    Chart limit(double value, String label) {
        panel.set("limit", number(value));
        panel.put("limitName", label);
        return this;
    }

    /** A stretch of the horizontal axis in which something is over its limit. */
    Chart shade(double from, double to) {
        panel.withArray("shades").addArray().add(number(from)).add(number(to));
        return this;
    }

    /** A broken line downwards with a label above. */
    Chart mark(double value, String colour, String label) {
        ObjectNode mark = panel.withArray("marks").addObject();
        mark.put("colour", colour).put("label", label).set("x", number(value));
        return this;
    }

    /** The chart as a part of a page that has the script. In JSON a less-than sign stands in texts alone, and there it can be escaped. */
    String html() {
        return "<figure class=\"chart\"><figcaption>" + Markup.html(title)
                + "</figcaption>\n<div class=\"plot\" role=\"img\" aria-label=\"" + Markup.html(says)
                + "\"></div>\n<script type=\"application/json\">" + json().replace("<", "\\u003c")
                + "</script></figure>\n";
    }

    /** The description. */
    String json() {
        return ReportJson.line(chart);
    }

    /** The object of a list that has the same fields, or else these. */
    private static ObjectNode among(ArrayNode list, ObjectNode wanted) {
        for (JsonNode one : list) {
            if (wanted.properties().stream().allMatch(field -> field.getValue().equals(one.get(field.getKey())))) {
                return (ObjectNode) one;
            }
        }
        list.add(wanted);
        return wanted;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ArrayNode numbers(DoubleStream values) {
        ArrayNode numbers = JSON.arrayNode();
        values.forEach(value -> numbers.add(number(value)));
        return numbers;
    }

    private static JsonNode number(double value) {
        if (!Double.isFinite(value)) {
            return JSON.nullNode();
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return JSON.numberNode(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }
}
