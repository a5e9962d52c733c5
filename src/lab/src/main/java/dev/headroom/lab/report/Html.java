// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.List;

/** Writes one page that needs nothing from elsewhere and runs no script. All text is escaped. */
final class Html {
    private static final String STYLE = """
            *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
            font:15px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
            main{max-width:1180px;margin:0 auto;padding:28px 20px 80px}h1{font-size:26px;margin:0 0 4px}
            h2{font-size:19px;margin:40px 0 8px;border-top:2px solid var(--rule);padding-top:16px}h3{font-size:15px;margin:24px 0 6px}
            p{max-width:78ch;margin:6px 0}p.note{color:var(--muted)}
            dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:12px 0;font-size:13px}
            dl.facts dt{color:var(--muted)}dl.facts dd{margin:0;overflow-wrap:anywhere}
            .wide{overflow-x:auto}table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;margin:8px 0}
            th,td{padding:4px 8px;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
            th:first-child,td:first-child,td.text,th.text{text-align:left}th{color:var(--muted);font-weight:600;vertical-align:bottom}
            tbody tr:hover{background:var(--band)}td.text{white-space:normal;min-width:16em}
            .good{color:var(--good);font-weight:600}.bad{color:var(--bad);font-weight:600}.soft{color:var(--muted)}
            .share{display:inline-flex;width:92px;height:11px;border-radius:2px;overflow:hidden;background:var(--rule);vertical-align:-1px}
            .share i{display:block;height:100%}.share .won{background:var(--good)}.share .lost{background:var(--bad)}
            .share .open{background:var(--faint);opacity:.5}
            .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(440px,1fr));gap:14px;margin:10px 0}
            .pictures>*{border:1px solid var(--rule);border-radius:6px;padding:4px}
            details{border:1px solid var(--rule);border-radius:6px;margin:8px 0;padding:4px 12px}summary{cursor:pointer;font-weight:600}
            ul{max-width:90ch;padding-left:20px;margin:6px 0}.caveats li{margin:4px 0}
            """;

    private final StringBuilder body = new StringBuilder();

    String page(String title) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + Markup.escaped(title)
                + "</title>\n<style>\n" + Theme.COLOURS + Theme.PICTURES + STYLE + "</style>\n</head>\n<body>\n<main>\n"
                + body + "</main>\n</body>\n</html>\n";
    }

    Html element(String name, String text) {
        return raw("<" + name + ">" + Markup.escaped(text) + "</" + name + ">\n");
    }

    Html note(String text) {
        return raw("<p class=\"note\">" + Markup.escaped(text) + "</p>\n");
    }

    Html facts(List<Fact> facts) {
        raw("<dl class=\"facts\">\n");
        facts.forEach(fact ->
                raw("<dt>" + Markup.escaped(fact.name()) + "</dt><dd>" + Markup.escaped(fact.value()) + "</dd>\n"));
        return raw("</dl>\n");
    }

    Html list(List<String> sentences) {
        raw("<ul class=\"caveats\">\n");
        sentences.forEach(sentence -> element("li", sentence));
        return raw("</ul>\n");
    }

    Html table(List<String> head, List<List<Cell>> lines) {
        raw("<div class=\"wide\"><table>\n<thead><tr>");
        for (int column = 0; column < head.size(); column++) {
            boolean text = !lines.isEmpty() && lines.get(0).get(column).style().equals("text");
            raw((text ? "<th class=\"text\">" : "<th>") + Markup.escaped(head.get(column)) + "</th>");
        }
        raw("</tr></thead>\n<tbody>\n");
        for (List<Cell> line : lines) {
            raw("<tr>");
            line.forEach(cell -> raw(cell.html()));
            raw("</tr>\n");
        }
        return raw("</tbody>\n</table></div>\n");
    }

    /** Hidden until it is asked for. */
    Html folded(String summary, Runnable content) {
        raw("<details><summary>" + Markup.escaped(summary) + "</summary>\n");
        content.run();
        return raw("</details>\n");
    }

    /** Markup made here, not foreign text. */
    Html raw(String markup) {
        body.append(markup);
        return this;
    }

    /**
     * A cell of a table.
     *
     * @param content markup
     * @param style class of the cell; empty for none
     */
    record Cell(String content, String style) {
        static Cell of(String text) {
            return new Cell(Markup.escaped(text), "");
        }

        static Cell styled(String text, String style) {
            return new Cell(Markup.escaped(text), style);
        }

        /** A name, and in small print what it stands for. */
        static Cell titled(String name, String title) {
            return new Cell(
                    Markup.escaped(name)
                            + (title.isEmpty() ? "" : " <small class=\"soft\">" + Markup.escaped(title) + "</small>"),
                    "");
        }

        /** Shares of won, open and lost as a small bar. */
        static Cell shares(int won, int open, int lost) {
            int all = Math.max(1, won + open + lost);
            return new Cell(
                    "<span class=\"share\" role=\"img\" aria-label=\"" + won + " won, " + open + " undecided, " + lost
                            + " lost\">" + part("won", won, all) + part("open", open, all) + part("lost", lost, all)
                            + "</span>",
                    "");
        }

        private static String part(String style, int count, int all) {
            return count == 0
                    ? ""
                    : "<i class=\"" + style + "\" style=\"width:" + Svg.pixels(100.0 * count / all) + "%\"></i>";
        }

        String html() {
            return (style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">") + content + "</td>";
        }
    }
}
