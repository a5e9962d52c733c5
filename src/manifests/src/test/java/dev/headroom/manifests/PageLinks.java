// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of Markdown pages that lead to files of this repository, and the headings that they lead to. */
final class PageLinks {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern LINKED = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");

    private final SourceTree tree;
    private final Function<String, String> texts;

    /**
     * Links of pages in a tree.
     *
     * @param texts what a page holds, by its path from the root
     */
    PageLinks(SourceTree tree, Function<String, String> texts) {
        this.tree = tree;
        this.texts = texts;
    }

    /** One sentence for each link of a page that leads to no file, or to no heading of its file. */
    List<String> dead(String page) {
        List<String> dead = new ArrayList<>();
        String text = blank(CODE, blank(FENCED, texts.apply(page)));
        for (Matcher link = LINK.matcher(text); link.find(); ) {
            String target = link.group(1);
            String place = page + ":"
                    + (1
                            + text.substring(0, link.start())
                                    .chars()
                                    .filter(one -> one == '\n')
                                    .count());
            int hash = target.indexOf('#');
            String path = hash < 0 ? target : target.substring(0, hash);
            String file = path.isEmpty() ? page : resolve(page, path);
            if (ELSEWHERE.matcher(target).matches()) {
                continue;
            }
            if (!tree.isPath(file)) {
                dead.add("%s: %s leads to %s, which is not there".formatted(place, target, file));
            } else if (hash >= 0 && !anchors(texts.apply(file)).contains(target.substring(hash + 1))) {
                dead.add("%s: %s leads to no heading of %s".formatted(place, target, file));
            }
        }
        return dead;
    }

    private static String resolve(String page, String path) {
        List<String> parts = new ArrayList<>(List.of(page.split("/", -1)));
        parts.remove(parts.size() - 1);
        for (String part : path.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.remove(parts.size() - 1);
            } else if (!part.equals(".") && !part.isEmpty()) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** As GitHub makes them of headings; the second of one name ends with -1. */
    private static Set<String> anchors(String page) {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Matcher heading = HEADING.matcher(blank(FENCED, page)); heading.find(); ) {
            String anchor = LINKED.matcher(heading.group(1))
                    .replaceAll("$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    /** With as many lines as before. */
    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(found -> found.group().replaceAll("[^\n]", " "));
    }
}
