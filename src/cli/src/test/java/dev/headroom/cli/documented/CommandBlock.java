// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.documented;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param page path from the root
 * @param line of the opening fence, from 1
 * @param language the first word after the fence; GitHub shows it by colours, and nothing of the other words
 * @param marks the other words
 * @param lines between the fences, without the fence's own indent
 */
record CommandBlock(String page, int line, String language, List<String> marks, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("( *)```+ *([^` ]*)([^`]*)");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "shell", "console");
    private static final String PROMPT = "$ ";

    CommandBlock {
        marks = List.copyOf(marks);
        lines = List.copyOf(lines);
    }

    static List<CommandBlock> of(String page) {
        return in(page, DocPages.text(page));
    }

    static List<CommandBlock> in(String page, String text) {
        List<CommandBlock> blocks = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            Matcher fence = FENCE.matcher(lines.get(at));
            if (fence.matches()) {
                int begin = at + 1;
                at = begin;
                while (at < lines.size() && !FENCE.matcher(lines.get(at)).matches()) {
                    at++;
                }
                int indent = fence.group(1).length();
                blocks.add(new CommandBlock(
                        page,
                        begin,
                        fence.group(2),
                        Arrays.stream(fence.group(3).strip().split(" +", -1))
                                .filter(word -> !word.isEmpty())
                                .toList(),
                        lines.subList(begin, at).stream()
                                .map(line -> line.substring(Math.min(indent, line.length())))
                                .toList()));
            }
        }
        return blocks;
    }

    /** Whether a reader takes it for commands. */
    boolean isOfAShell() {
        return SHELLS.contains(language);
    }

    /** Its one mark; empty where it has none or several. */
    Optional<String> mark() {
        return marks.size() == 1 ? Optional.of(marks.get(0)) : Optional.empty();
    }

    /** Its commands. What a program has printed holds none, but for the lines that begin with a prompt. */
    List<ShellCommand> commands() {
        boolean typed = isOfAShell() && !language.equals("console");
        List<String> script = lines.stream()
                .map(one -> typed ? one : one.startsWith(PROMPT) ? one.substring(PROMPT.length()) : "")
                .toList();
        return ShellCommand.in(String.join("\n", script), line + 1);
    }

    /** For a sentence about a line of it. */
    String place(int at) {
        return page + ":" + at;
    }
}
