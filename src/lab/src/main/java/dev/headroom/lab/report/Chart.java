// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.report.Scale.Tick;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws panels, from the top down, over one horizontal axis as SVG. What is drawn goes into the panel that was begun last. All text is
 * escaped; coordinates within are pixels from the top left.
 */
final class Chart {
    /**
     * Okabe and Ito's palette, which the colour-blind can tell apart; by night the same hues, lighter. Colour never stands alone: lines
     * are named where they end. Classes begin with p- so that they meet nobody else's in a page.
     */
    static final String STYLE = """
            :root{--paper:#fff;--ink:#1c2530;--muted:#5d6b7a;--rule:#e3e8ed;--faint:#aeb8c2;--band:#f5f7f9;
            --ours:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#b3478c;--c4:#a87900;--good:#0072b2;--bad:#d55e00;--limit:#c0392b}
            @media (prefers-color-scheme:dark){:root{--paper:#14191f;--ink:#e4e9ee;--muted:#9aa7b4;--rule:#2a333d;--faint:#6c7a88;
            --band:#1b222a;--ours:#56b4e9;--c1:#f0813c;--c2:#2fc79a;--c3:#e08cc0;--c4:#e6b422;--good:#56b4e9;--bad:#f0813c;--limit:#ff7a6b}}
            svg.picture{display:block;max-width:100%;height:auto;font:11px system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
            .p-title{font-size:13px;font-weight:600;fill:var(--ink)}.p-paper{fill:var(--paper)}.p-area{fill:var(--limit);opacity:.16}
            .p-line,.p-thin,.p-broken{fill:none;stroke-linejoin:round}.p-line{stroke-width:2}.p-broken{stroke-dasharray:4 3;stroke-width:1.2}
            .p-ring{fill:var(--paper);stroke-width:1.6}
            """;

    /** A place on the axes; its tip is shown when it is pointed at. */
    record Point(double x, double y, String tip) {
        Point(double x, double y) {
            this(x, y, "");
        }
    }

    private record Name(String text, String colour, double x, double y) {}

    private static final double HEAD = 26;
    private static final double GAP = 24;
    private static final double LINE = 16;
    /** Nearer labels would cover each other. */
    private static final double LABEL_GAP = 12;

    private final String title;
    private final double width;
    private final double left;
    private final double right;
    private final Scale x;
    private final StringBuilder body = new StringBuilder();
    private final List<Name> names = new ArrayList<>();
    private Scale y = Scale.rows(List.of(""), List.of(""));
    private double ceiling;
    private double floor = HEAD;
    private double foot;

    /**
     * @param left of the panels, for labels of vertical axes
     * @param right of them, for names of lines
     */
    Chart(String title, double width, double left, double right, Scale x) {
        this.title = title;
        this.width = width;
        this.left = left;
        this.right = width - right;
        this.x = x;
        add("<text class=\"p-title\" x=\"8\" y=\"18\">" + Markup.html(title) + "</text>");
    }

    /** Begins a panel with axes; the aside stands above what its ticks have at the other end. */
    void panel(String name, String aside, double height, Scale vertical) {
        names();
        y = vertical;
        ceiling = floor + GAP;
        floor = ceiling + height;
        foot = floor + 30;
        text("muted", 12, ceiling - 8, "start", name);
        text("muted", width - 12, ceiling - 8, "end", aside);
        for (Tick tick : x.ticks()) {
            path("p-thin", "rule", at(x(tick.value()), ceiling) + "V" + pixels(floor));
        }
        double last = Double.NEGATIVE_INFINITY;
        for (int index = y.ticks().size() - 1; index >= 0; index--) {
            Tick tick = y.ticks().get(index);
            if (y(tick.value()) - last >= LABEL_GAP) {
                last = y(tick.value());
                path("p-thin", "rule", at(left, last) + "H" + pixels(right));
                text("muted", left - 6, last + 4, "end", tick.label());
                text("muted", width - 12, last + 4, "end", tick.aside());
            }
        }
        path("p-thin", "faint", at(left, floor) + "H" + pixels(right));
    }

    /** Ends the panels with the axis that they share. */
    void axis(String name) {
        names();
        x.ticks().forEach(tick -> text("muted", x(tick.value()), floor + 14, "middle", tick.label()));
        text("muted", (left + right) / 2, foot, "middle", name);
    }

    /** A line of text beneath all panels. */
    void footnote(String text) {
        foot += LINE;
        text("ink", 12, foot, "start", text);
    }

    /**
     * A line with a name at its end; a value that is not finite leaves a gap.
     *
     * @param style {@code line}, {@code thin} or {@code broken}
     * @param steps whether each value holds until the next
     */
    void line(String name, String colour, String style, boolean steps, List<Point> points) {
        StringBuilder path = new StringBuilder();
        Point before = new Point(0, Double.NaN);
        for (Point point : points) {
            if (Double.isFinite(point.y())) {
                boolean open = Double.isFinite(before.y());
                path.append(open && steps ? "H" + pixels(x(point.x())) : "");
                path.append(open ? "L" : "M").append(at(x(point.x()), y(point.y())));
                names.removeIf(one -> one.text().equals(name));
                names.add(new Name(name, colour, x(point.x()), y(point.y())));
            }
            before = point;
        }
        path("p-" + style, colour, path.toString());
    }

    /** Shades the time from each point whose value is above a limit to the next point. */
    void shade(List<Point> points, double limit) {
        for (int index = 0; index + 1 < points.size(); index++) {
            if (points.get(index).y() > limit) {
                String from = pixels(x(points.get(index).x()));
                String to = pixels(x(points.get(index + 1).x()));
                add("<path class=\"p-area\" d=\"M%s %sH%sV%sH%sZ\"/>"
                        .formatted(from, pixels(ceiling), to, pixels(floor), from));
            }
        }
    }

    /** Points, filled or hollow. */
    void dots(String colour, double radius, boolean filled, List<Point> points) {
        String style = (filled ? "fill=\"" : "class=\"p-ring\" stroke=\"") + "var(--" + colour + ")\"";
        for (Point point : points) {
            add("<circle %s cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>"
                    .formatted(
                            style,
                            pixels(x(point.x())),
                            pixels(y(point.y())),
                            pixels(radius),
                            Markup.html(point.tip())));
        }
    }

    /** A short upright line. */
    void bar(String colour, double atX, double atY) {
        path("p-line", colour, at(x(atX), y(atY) - 7) + "v14");
    }

    /** A broken line across at a value that matters. */
    void limit(double value, String label) {
        path("p-broken", "limit", at(left, y(value)) + "H" + pixels(right));
        names.add(new Name(label, "limit", right, y(value)));
    }

    /** A broken line downwards with a label above; without a colour there is only the label. */
    void mark(double value, String colour, String label) {
        path("p-broken", colour, colour.isEmpty() ? "" : at(x(value), ceiling) + "V" + pixels(floor));
        text(colour.isEmpty() ? "ink" : colour, x(value), ceiling - 4, "middle", label);
    }

    /** The picture as a part of a page that has the style. */
    String inline() {
        return drawn("");
    }

    /** The picture as a file of its own, light or dark as its reader's screen is. */
    String document() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + drawn("<style>" + STYLE + "</style>\n<rect class=\"p-paper\" width=\"100%\" height=\"100%\"/>\n");
    }

    private String drawn(String first) {
        String high = pixels(foot + 10);
        return "<svg class=\"picture\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 "
                + pixels(width) + " " + high + "\" width=\"" + pixels(width) + "\" height=\"" + high
                + "\" aria-label=\"" + Markup.html(title) + "\">\n" + first + body + "</svg>\n";
    }

    /** Names of lines, kept apart; a thin line leads to one that is not beside its own. */
    private void names() {
        names.removeIf(name -> name.text().isEmpty());
        names.sort(Comparator.comparingDouble(Name::y));
        double[] heights = apart(names.stream().mapToDouble(Name::y).toArray(), ceiling, floor);
        for (int index = 0; index < heights.length; index++) {
            Name name = names.get(index);
            path(
                    "p-thin",
                    "faint",
                    at(Math.min(name.x() + 4, right + 1), name.y()) + "L" + at(right + 6, heights[index]));
            text(name.colour(), right + 8, heights[index] + 4, "start", name.text());
        }
        names.clear();
    }

    /** Rising heights moved down, then up, until none is nearer to the next than the gap and all are within bounds, if they fit. */
    static double[] apart(double[] wished, double top, double bottom) {
        double[] heights = wished.clone();
        for (int index = 0; index < heights.length; index++) {
            heights[index] = Math.max(index == 0 ? top : heights[index - 1] + LABEL_GAP, heights[index]);
        }
        for (int index = heights.length - 1; index >= 0; index--) {
            boolean lowest = index == heights.length - 1;
            heights[index] = Math.min(lowest ? bottom : heights[index + 1] - LABEL_GAP, heights[index]);
        }
        return heights;
    }

    private double x(double value) {
        return left + x.share(value) * (right - left);
    }

    private double y(double value) {
        return floor - y.share(value) * (floor - ceiling);
    }

    private void path(String style, String colour, String path) {
        if (!path.isEmpty()) {
            String from = path.startsWith("M") ? path : "M" + path;
            add("<path class=\"%s\" stroke=\"var(--%s)\" d=\"%s\"/>".formatted(style, colour, from));
        }
    }

    private void text(String colour, double atX, double atY, String anchor, String text) {
        if (!text.isEmpty()) {
            add("<text fill=\"var(--%s)\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                    .formatted(colour, pixels(atX), pixels(atY), anchor, Markup.html(text)));
        }
    }

    private void add(String element) {
        body.append(element).append('\n');
    }

    private static String at(double x, double y) {
        return pixels(x) + " " + pixels(y);
    }

    private static String pixels(double value) {
        double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
