// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.List;
import java.util.Locale;

/** Writes one picture, element by element. All text is escaped; coordinates are pixels from the top left. */
final class Svg {
    /** Where a text is fastened. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A place in the picture. */
    record Spot(double x, double y) {}

    private final double width;
    private final double height;
    private final String label;
    private final StringBuilder body = new StringBuilder();

    /**
     * @param width pixels
     * @param height pixels
     * @param label what a screen reader says
     */
    Svg(double width, double height, String label) {
        this.width = width;
        this.height = height;
        this.label = label;
    }

    void line(String style, Spot from, Spot to) {
        body.append("<line class=\"").append(style).append("\" x1=\"").append(pixels(from.x()));
        body.append("\" y1=\"").append(pixels(from.y())).append("\" x2=\"").append(pixels(to.x()));
        body.append("\" y2=\"").append(pixels(to.y())).append("\"/>\n");
    }

    /** A line through spots; none for fewer than two. */
    void polyline(String style, List<Spot> spots) {
        if (spots.size() >= 2) {
            body.append("<path class=\"")
                    .append(style)
                    .append("\" d=\"")
                    .append(path(spots))
                    .append("\"/>\n");
        }
    }

    /** An area around spots. */
    void polygon(String style, List<Spot> spots) {
        if (spots.size() > 2) {
            body.append("<path class=\"")
                    .append(style)
                    .append("\" d=\"")
                    .append(path(spots))
                    .append("Z\"/>\n");
        }
    }

    /** A dot that says something when pointed at. */
    void dot(String style, Spot at, double radius, String tip) {
        body.append("<circle class=\"").append(style).append("\" cx=\"").append(pixels(at.x()));
        body.append("\" cy=\"")
                .append(pixels(at.y()))
                .append("\" r=\"")
                .append(pixels(radius))
                .append("\"");
        body.append(tip.isEmpty() ? "/>\n" : "><title>" + Markup.escaped(tip) + "</title></circle>\n");
    }

    void box(String style, Spot corner, double boxWidth, double boxHeight) {
        body.append("<rect class=\"").append(style).append("\" x=\"").append(pixels(corner.x()));
        body.append("\" y=\"").append(pixels(corner.y())).append("\" width=\"").append(pixels(boxWidth));
        body.append("\" height=\"").append(pixels(boxHeight)).append("\"/>\n");
    }

    void text(String style, Spot at, Anchor anchor, String text) {
        body.append("<text class=\"").append(style).append("\" x=\"").append(pixels(at.x()));
        body.append("\" y=\"")
                .append(pixels(at.y()))
                .append("\" text-anchor=\"")
                .append(anchor.word());
        body.append("\">").append(Markup.escaped(text)).append("</text>\n");
    }

    /** Part of a page that has the {@link Theme}. */
    String inline() {
        return opened() + body + "</svg>\n";
    }

    /** A file of its own. */
    String document() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + opened() + "<style>" + Theme.COLOURS + Theme.PICTURES
                + "</style>\n<rect class=\"p-paper\" width=\"100%\" height=\"100%\"/>\n" + body + "</svg>\n";
    }

    static String pixels(double value) {
        double rounded = Math.rint(value * 10) / 10;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private String opened() {
        return "<svg class=\"picture\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + pixels(width)
                + " " + pixels(height) + "\" width=\"" + pixels(width) + "\" height=\"" + pixels(height)
                + "\" aria-label=\"" + Markup.escaped(label) + "\">\n";
    }

    private static String path(List<Spot> spots) {
        StringBuilder path = new StringBuilder();
        for (Spot spot : spots) {
            path.append(path.isEmpty() ? "M" : "L").append(pixels(spot.x()));
            path.append(' ').append(pixels(spot.y()));
        }
        return path.toString();
    }
}
