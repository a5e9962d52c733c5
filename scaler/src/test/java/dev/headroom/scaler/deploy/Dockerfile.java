// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile, read strictly.
 *
 * @param instructions in order
 */
record Dockerfile(List<Instruction> instructions) {
    private static final Set<String> KNOWN = Set.of(
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "RUN",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Pattern LINE = Pattern.compile("([A-Z]+)\\s+(\\S.*)");
    private static final Pattern EXEC = Pattern.compile("\\[\\s*\"[^\"]*\"(\\s*,\\s*\"[^\"]*\")*\\s*]");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    Dockerfile {
        instructions = List.copyOf(instructions);
    }

    /**
     * One instruction.
     *
     * @param word what to do
     * @param text with what
     * @param stage which build stage it belongs to, from 0
     */
    record Instruction(String word, String text, int stage) {
        /** Flags such as {@code --from=build}. */
        Optional<String> flag(String name) {
            return Arrays.stream(text.split("\\s+", -1))
                    .filter(part -> part.startsWith("--" + name + "="))
                    .map(part -> part.substring(name.length() + 3))
                    .findFirst();
        }

        /** Without the flags. */
        List<String> arguments() {
            return Arrays.stream(text.split("\\s+", -1))
                    .filter(part -> !part.startsWith("--"))
                    .toList();
        }

        /** The words of the exec form, which needs no shell of the image's and hands signals on. */
        List<String> exec() {
            if (!EXEC.matcher(text).matches()) {
                throw new IllegalArgumentException(word + " must be in exec form, was " + text);
            }
            return QUOTED.matcher(text).results().map(found -> found.group(1)).toList();
        }
    }

    static Dockerfile parse(String text) {
        List<Instruction> instructions = new ArrayList<>();
        int stage = -1;
        String joined = text.replaceAll("(?m)^\\s*#.*\\R?", "").replaceAll("\\s*\\\\\\R\\s*", " ");
        for (String line : joined.lines().filter(line -> !line.isBlank()).toList()) {
            Matcher matcher = LINE.matcher(line.strip());
            if (!matcher.matches() || !KNOWN.contains(matcher.group(1))) {
                throw new IllegalArgumentException("not an instruction: " + line);
            }
            stage += matcher.group(1).equals("FROM") ? 1 : 0;
            if (stage < 0 && !matcher.group(1).equals("ARG")) {
                throw new IllegalArgumentException("before the first FROM: " + line);
            }
            instructions.add(new Instruction(matcher.group(1), matcher.group(2), stage));
        }
        return new Dockerfile(instructions);
    }

    List<Instruction> all(String word) {
        return instructions.stream()
                .filter(instruction -> instruction.word().equals(word))
                .toList();
    }

    /** The one of the last stage, which becomes the image. */
    Instruction last(String word) {
        int image = instructions.get(instructions.size() - 1).stage();
        List<Instruction> found = all(word).stream()
                .filter(instruction -> instruction.stage() == image)
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("one " + word + " expected in the last stage, found " + found.size());
        }
        return found.get(0);
    }
}
