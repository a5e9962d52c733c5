// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.documented;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A simple command of a script: no pipe, no redirection, no variable set before it. The reading suffices for the scripts of the pages.
 *
 * @param line of its first word
 * @param words of the command, without quotes
 */
record ShellCommand(int line, List<String> words) {
    private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*", Pattern.DOTALL);
    private static final Set<String> BEFORE_A_COMMAND = Set.of("do", "then", "else", "{", "}", "done", "fi");

    ShellCommand {
        words = List.copyOf(words);
    }

    /** The commands of a script whose first line has this number. */
    static List<ShellCommand> in(String script, int firstLine) {
        return new Reading(script, firstLine).read();
    }

    /** The words after each occurrence of an option. */
    List<String> valuesOf(String option) {
        List<String> values = new ArrayList<>();
        for (int at = 0; at + 1 < words.size(); at++) {
            if (words.get(at).equals(option)) {
                values.add(words.get(at + 1));
            }
        }
        return values;
    }

    private static final class Reading {
        private final String script;
        private final List<ShellCommand> commands = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private boolean wordIsFile;
        private boolean wordEndsText;
        private String endOfText = "";
        private int at;
        private int line;
        private int begun;

        private Reading(String script, int firstLine) {
            this.script = script + "\n";
            line = firstLine;
        }

        private List<ShellCommand> read() {
            while (at < script.length()) {
                char c = script.charAt(at);
                at++;
                switch (c) {
                    case '\\' -> escaped();
                    case '\'', '"' -> quoted(c);
                    case '\n' -> endOfLine();
                    case ' ', '\t' -> endWord();
                    case ';', '|', '&' -> endCommand();
                    case '<', '>' -> redirection(c);
                    default -> plain(c);
                }
            }
            return commands;
        }

        private void plain(char c) {
            if (c == '#' && !inWord) {
                at = script.indexOf('\n', at);
            } else {
                append(c);
            }
        }

        private void escaped() {
            char c = script.charAt(at);
            at++;
            if (c == '\n') {
                line++;
            } else {
                append(c);
            }
        }

        private void quoted(char quote) {
            beginWord();
            for (; script.charAt(at) != quote; at++) {
                line += script.charAt(at) == '\n' ? 1 : 0;
                append(script.charAt(at));
            }
            at++;
        }

        /** The file of a redirection is no word of the command; after {@code <<} it is the line that ends the text. */
        private void redirection(char direction) {
            inWord &= !word.toString().matches("\\d");
            endWord();
            boolean text = direction == '<' && script.charAt(at) == '<';
            at += text || script.charAt(at) == direction || script.charAt(at) == '&' ? 1 : 0;
            wordIsFile = true;
            wordEndsText = text;
        }

        private void endOfLine() {
            endCommand();
            line++;
            if (!endOfText.isEmpty()) {
                int found = script.indexOf("\n" + endOfText + "\n", at - 1);
                int end = found < 0 ? script.length() - 1 : found + 1;
                line += (int)
                        script.substring(at, end).chars().filter(c -> c == '\n').count();
                at = found < 0 ? end : end + endOfText.length();
                endOfText = "";
            }
        }

        private void append(char c) {
            beginWord();
            word.append(c);
        }

        private void beginWord() {
            if (!inWord && words.isEmpty()) {
                begun = line;
            }
            inWord = true;
        }

        private void endWord() {
            if (inWord && !wordIsFile && !isBeforeTheCommand(word.toString())) {
                words.add(word.toString());
            }
            if (inWord && wordEndsText) {
                endOfText = word.toString();
                wordEndsText = false;
            }
            wordIsFile = wordIsFile && !inWord;
            inWord = false;
            word.setLength(0);
        }

        private boolean isBeforeTheCommand(String text) {
            return words.isEmpty()
                    && (BEFORE_A_COMMAND.contains(text)
                            || ASSIGNMENT.matcher(text).matches());
        }

        private void endCommand() {
            endWord();
            wordIsFile = false;
            if (!words.isEmpty()) {
                commands.add(new ShellCommand(begun, words));
                words.clear();
            }
        }
    }
}
