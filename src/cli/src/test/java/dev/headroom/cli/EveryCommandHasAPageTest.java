// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A command that no page names is found by readers of {@code --help} alone. */
class EveryCommandHasAPageTest {
    private static final Path ROOT = Path.of("../..");

    /** Made of {@code --help}: it names every command by itself, and shows none in use. */
    private static final String REFERENCE = "cli.md";

    static List<String> commands() {
        List<String> commands = new ArrayList<>();
        collect(HeadroomCommand.commandLine(), commands);
        return commands;
    }

    private static void collect(CommandLine command, List<String> commands) {
        if (command.getSubcommands().isEmpty()) {
            commands.add(command.getCommandSpec().qualifiedName());
        }
        command.getSubcommands().values().stream()
                .filter(child -> !(child.getCommand() instanceof CommandLine.HelpCommand))
                .forEach(child -> collect(child, commands));
    }

    @Test
    void seesSubcommands() {
        assertThat(commands()).contains("headroom size", "headroom profile show", "headroom lab compare");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aPageNamesTheCommand(String command) throws IOException {
        Pattern named = Pattern.compile("\\b" + Pattern.quote(command) + "(?![\\w-])");

        assertThat(pages())
                .as("README.md or a page of src/docs must name './%s', with an example", command)
                .anyMatch(page -> named.matcher(page).find());
    }

    /** Without design pages, which are not rewritten when a command changes. */
    private static List<String> pages() throws IOException {
        List<String> pages = new ArrayList<>(List.of(Files.readString(ROOT.resolve("README.md"))));
        try (Stream<Path> files = Files.list(ROOT.resolve("src/docs"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".md"))
                    .filter(one -> !one.endsWith(REFERENCE))
                    .toList()) {
                pages.add(Files.readString(file));
            }
        }
        return pages;
    }
}
