// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.List;

/**
 * One report in two forms: HTML that needs nothing from elsewhere, its charts' scripts within it, and Markdown without charts. All text
 * is escaped.
 */
public final class Page {
    private final String title;
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder markdown = new StringBuilder();
    private boolean charts;

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
        return list("ul", sentences);
    }

    /** Sentences with the numbers of their marks in a chart. */
    Page numbered(List<String> sentences) {
        return list("ol", sentences);
    }

    private Page list(String element, List<String> sentences) {
        html.append("<").append(element).append(">\n");
        sentences.forEach(
                sentence -> html.append("<li>").append(Markup.html(sentence)).append("</li>\n"));
        html.append("</").append(element).append(">\n");
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

    /** A chart over the whole width. */
    Page chart(Chart chart) {
        return charts("wide", List.of(chart));
    }

    /** Small charts side by side. */
    Page charts(List<Chart> some) {
        return charts("charts", some);
    }

    private Page charts(String style, List<Chart> some) {
        if (!charts) {
            html.append("<noscript><p class=\"note\">The charts need JavaScript; the tables do not.</p></noscript>\n");
        }
        charts = true;
        html.append("<div class=\"").append(style).append("\">\n");
        some.forEach(chart -> html.append(chart.html()));
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
                + "</title>\n" + PageParts.style(charts) + "</head>\n<body>\n<main>\n" + html + "</main>\n"
                + (charts ? PageParts.scripts() : "") + "</body>\n</html>\n";
    }

    /** The report as Markdown. */
    public String markdown() {
        return markdown.toString().stripTrailing() + "\n";
    }
}
