// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of a container's command line: as they are, or of a script that a shell is given ({@code sh -c "vllm serve …"}). Of a
 * shell's language no more is understood than quotes, comments, line ends and variables whose value is known.
 */
public final class CommandWords {
    /** Stands between two commands of a script. */
    public static final String NEXT_COMMAND = ";";

    /** Longer text than any command line that people write is not read further. */
    private static final int MOST_CHARACTERS = 64 << 10;

    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "ksh", "zsh");

    /** {@code -c}, {@code -lc}, {@code -euxc}. */
    private static final Pattern SCRIPT_FOLLOWS = Pattern.compile("-[a-z]*c");

    /** {@code $(NAME)} of Kubernetes; {@code $NAME} and {@code ${NAME}} of a shell. */
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\((\\w+)\\)|\\{(\\w+)}|(\\w+))");

    private static final String ENDS_OF_WORDS = " \t\r<>";
    private static final String ENDS_OF_COMMANDS = "\n;&|()";

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean within;

    private CommandWords() {}

    /** The words of command and arguments, with {@link #NEXT_COMMAND} between the commands of a script. Variables are replaced where their value is known. */
    public static List<String> of(
            @Nullable List<String> command, @Nullable List<String> arguments, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        boolean shell = false;
        boolean script = false;
        int characters = 0;
        for (String given : Stream.of(command, arguments)
                .flatMap(Stream::ofNullable)
                .flatMap(List::stream)
                .toList()) {
            characters += given.length();
            if (characters > MOST_CHARACTERS) {
                return words;
            }
            String text = expanded(given, environment);
            if (script) {
                words.addAll(of(text));
            } else {
                words.add(text);
            }
            shell |= SHELLS.contains(given.substring(given.lastIndexOf('/') + 1));
            script = shell && SCRIPT_FOLLOWS.matcher(given).matches();
        }
        return words;
    }

    /** The words of a script. */
    private static List<String> of(String script) {
        CommandWords split = new CommandWords();
        for (int at = 0; at < script.length(); at++) {
            at = split.read(script, at);
        }
        split.end();
        return split.words;
    }

    /** Reads on from a character; returns the last position that it read. */
    private int read(String script, int at) {
        char character = script.charAt(at);
        if (character == '\\') {
            return escaped(script, at + 1);
        } else if (character == '"' || character == '\'') {
            return quoted(script, at);
        } else if (character == '#' && !within) {
            int end = script.indexOf('\n', at);
            return end < 0 ? script.length() : end;
        } else if (ENDS_OF_WORDS.indexOf(character) >= 0) {
            end();
        } else if (ENDS_OF_COMMANDS.indexOf(character) >= 0) {
            endCommand();
        } else {
            add(character);
        }
        return at;
    }

    /** A line with a continuation on the next is one line. */
    private int escaped(String script, int at) {
        if (at < script.length() && script.charAt(at) != '\n') {
            add(script.charAt(at));
        }
        return at;
    }

    private int quoted(String script, int from) {
        char quote = script.charAt(from);
        within = true;
        int at = from + 1;
        while (at < script.length() && script.charAt(at) != quote) {
            boolean escapes = quote == '"' && script.charAt(at) == '\\' && at + 1 < script.length();
            at += escapes ? 1 : 0;
            add(script.charAt(at));
            at++;
        }
        return at;
    }

    private void add(char character) {
        within = true;
        word.append(character);
    }

    private void end() {
        if (within) {
            words.add(word.toString());
            word.setLength(0);
            within = false;
        }
    }

    private void endCommand() {
        end();
        if (!words.isEmpty() && !words.get(words.size() - 1).equals(NEXT_COMMAND)) {
            words.add(NEXT_COMMAND);
        }
    }

    /** An unknown variable stays as it is written, and is not a number then. */
    private static String expanded(String text, Map<String, String> environment) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return VARIABLE.matcher(text).replaceAll(found -> {
            String name = Stream.of(found.group(1), found.group(2), found.group(3))
                    .flatMap(Stream::ofNullable)
                    .findFirst()
                    .orElseThrow();
            return Matcher.quoteReplacement(environment.getOrDefault(name, found.group()));
        });
    }
}
