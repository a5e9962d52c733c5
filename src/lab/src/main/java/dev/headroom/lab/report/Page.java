// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.List;

/**
 * One report in two forms: HTML that needs nothing from elsewhere and runs no script, and Markdown without its pictures. All text is
 * escaped.
 */
public final class Page {
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
            .share{display:inline-flex;width:92px;height:11px;border-radius:2px;overflow:hidden;background:var(--rule);margin-left:8px}
            .share i{display:block;height:100%}.share .won{background:var(--good)}.share .lost{background:var(--bad)}
            .share .open{background:var(--faint);opacity:.5}
            .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(440px,1fr));gap:14px;margin:10px 0}
            .pictures>*{border:1px solid var(--rule);border-radius:6px;padding:4px}
            details{border:1px solid var(--rule);border-radius:6px;margin:8px 0;padding:4px 12px}summary{cursor:pointer;font-weight:600}
            ul{max-width:90ch;padding-left:20px;margin:6px 0}li{margin:4px 0}
            """;

    private final String title;
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder markdown = new StringBuilder();

    /** An empty report. */
    public Page(String title) {
        this.title = title;
        heading(1, title);
    }

    /** A heading of level 1 to 3. */
    public Page heading(int level, String text) {
        return block("<h" + level + ">", text, "</h" + level + ">", "#".repeat(level) + " ");
    }

    /** A paragraph. */
    public Page paragraph(String text) {
        return block("<p>", text, "</p>", "");
    }

    /** A paragraph on how to read what follows. */
    public Page note(String text) {
        return block("<p class=\"note\">", text, "</p>", "");
    }

    private Page block(String before, String text, String after, String mark) {
        html.append(before).append(Markup.html(text)).append(after).append('\n');
        markdown.append(mark).append(Markup.markdown(text)).append("\n\n");
        return this;
    }

    /** Named values. */
    public Page facts(List<Fact> facts) {
        html.append("<dl class=\"facts\">\n");
        for (Fact fact : facts) {
            html.append("<dt>").append(Markup.html(fact.name())).append("</dt><dd>");
            html.append(Markup.html(fact.value())).append("</dd>\n");
        }
        html.append("</dl>\n");
        return items(
                facts.stream().map(fact -> fact.name() + ": " + fact.value()).toList());
    }

    /** Sentences. */
    public Page list(List<String> sentences) {
        html.append("<ul>\n");
        sentences.forEach(
                sentence -> html.append("<li>").append(Markup.html(sentence)).append("</li>\n"));
        html.append("</ul>\n");
        return items(sentences);
    }

    private Page items(List<String> items) {
        items.forEach(
                item -> markdown.append("- ").append(Markup.markdown(item)).append('\n'));
        markdown.append('\n');
        return this;
    }

    /** A table. */
    public Page table(Table table) {
        html.append(table.html());
        markdown.append(String.join("\n", table.markdown())).append("\n\n");
        return this;
    }

    /** A table that a reader of HTML must open. */
    public Page folded(String summary, Table table) {
        html.append("<details><summary>").append(Markup.html(summary)).append("</summary>\n");
        markdown.append(Markup.markdown(summary)).append(":\n\n");
        table(table);
        html.append("</details>\n");
        return this;
    }

    /** A picture over the whole width. */
    public Page picture(Chart chart) {
        html.append("<div class=\"wide\">").append(chart.inline()).append("</div>\n");
        return this;
    }

    /** Small pictures side by side. */
    public Page pictures(List<Chart> charts) {
        html.append("<div class=\"pictures\">\n");
        charts.forEach(chart -> html.append("<div>").append(chart.inline()).append("</div>\n"));
        html.append("</div>\n");
        return this;
    }

    /** What is left out of Markdown. */
    public Page onScreen(Runnable content) {
        int length = markdown.length();
        content.run();
        markdown.setLength(length);
        return this;
    }

    /** The report as HTML. */
    public String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + Markup.html(title)
                + "</title>\n<style>\n" + Chart.STYLE + STYLE + "</style>\n</head>\n<body>\n<main>\n"
                + html + "</main>\n</body>\n</html>\n";
    }

    /** The report as Markdown. */
    public String markdown() {
        return markdown.toString().stripTrailing() + "\n";
    }
}
