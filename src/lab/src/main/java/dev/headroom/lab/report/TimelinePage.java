// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.fleet.Promise;
import java.util.List;

/** A replay as one page: figures, the picture, and every change with its reason. */
public final class TimelinePage {
    private TimelinePage() {}

    /**
     * The page's text.
     *
     * @param title of it
     * @param facts at its head
     * @param points of the picture; two or more
     * @param limits of each request
     */
    public static String html(String title, List<Fact> facts, List<TimelinePoint> points, Promise limits) {
        Html page = new Html();
        page.element("h1", title).facts(facts);
        page.raw("<div class=\"wide\">")
                .raw(TimelinePicture.inline(title, points, limits))
                .raw("</div>\n");
        page.element("h2", "Every change of the number of replicas");
        changes(page, Changes.of(points));
        return page.page(title);
    }

    static void changes(Html page, List<Changes.Change> changes) {
        page.table(
                List.of("time", "from", "to", "reason"),
                changes.stream().map(TimelinePage::line).toList());
    }

    private static List<Html.Cell> line(Changes.Change change) {
        return List.of(
                Html.Cell.of(Wording.clock(change.point().timeSeconds())),
                Html.Cell.of(Integer.toString(change.from())),
                Html.Cell.of(Integer.toString(change.point().replicas())),
                Html.Cell.styled(change.point().reason(), "text"));
    }
}
