// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

/** Makes foreign text harmless in HTML, Markdown and CSV. */
final class Markup {
    private Markup() {}

    /** For text and attributes of HTML; characters that XML cannot hold become a question mark. */
    static String html(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(allowed(letter) ? letter : '?');
            }
        });
        return escaped.toString();
    }

    /** For a line of Markdown, or a cell of its tables. */
    static String markdown(String text) {
        return text.replace("\\", "\\\\")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("|", "\\|")
                .replace("](", "]\\(")
                .replace("`", "&#96;")
                .replaceAll("\\s+", " ");
    }

    /** For a field of a CSV file. A text that a spreadsheet would take for a formula is made one no more. */
    static String csv(String text) {
        String plain = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return plain.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0)
                ? '"' + plain.replace("\"", "\"\"") + '"'
                : plain;
    }

    private static boolean allowed(int letter) {
        boolean control = letter < ' ' && letter != '\n' && letter != '\t' && letter != '\r';
        boolean surrogate = letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
        return !control && !surrogate && letter != 0xFFFE && letter != 0xFFFF;
    }
}
