// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The reference page of a command and its subcommands, made of the texts that {@code --help} shows. */
public final class CommandPage {
    private final String before;
    private final List<String> lines = new ArrayList<>();

    private CommandPage(String before) {
        this.before = before;
    }

    /**
     * The lines of the page: a section for each command.
     *
     * @param before what a user types before the name of the command; empty or ending with a blank
     */
    public static List<String> of(String before, CommandLine command) {
        CommandPage page = new CommandPage(before);
        page.lines.add("");
        page.add(command);
        return page.lines;
    }

    private void add(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        lines.addAll(List.of("## `" + before + spec.qualifiedName() + "`", ""));
        addText(spec.usageMessage().description());
        addArguments(spec);
        addExitCodes(spec.usageMessage());
        addText(Stream.of(spec.usageMessage().footer())
                .filter(line -> !line.isBlank())
                .toArray(String[]::new));
        spec.subcommands().values().stream()
                .distinct()
                .filter(child -> !(child.getCommand() instanceof HelpCommand))
                .forEach(this::add);
    }

    private void addText(String... sentences) {
        if (sentences.length > 0) {
            lines.addAll(List.of(plain(String.join(" ", sentences)), ""));
        }
    }

    private void addArguments(CommandSpec spec) {
        List<String> rows = new ArrayList<>();
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> rows.add(row(parameter.paramLabel(), parameter)));
        spec.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .forEach(option -> rows.add(row(nameOf(option), option)));
        if (!rows.isEmpty()) {
            lines.addAll(List.of("| option or argument | meaning |", "|---|---|"));
            lines.addAll(rows);
            lines.add("");
        }
    }

    private static String nameOf(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String row(String name, ArgSpec argument) {
        return "| `%s`%s | %s |"
                .formatted(name.replace("|", "\\|"), need(argument), plain(String.join(" ", argument.description())));
    }

    private static String need(ArgSpec argument) {
        if (!argument.required()) {
            return "";
        }
        String others = alternatives(argument)
                .map(other -> other instanceof OptionSpec option ? option.longestName() : other.paramLabel())
                .map(other -> "`" + other + "`")
                .collect(Collectors.joining(" or "));
        return ", required" + (others.isEmpty() ? "" : " unless " + others);
    }

    /** The first arguments of the choices beside this one: of the groups around it, the nearest that is a choice. */
    private static Stream<ArgSpec> alternatives(ArgSpec argument) {
        ArgGroupSpec within = argument.group();
        while (within != null && !within.exclusive()) {
            within = within.parentGroup();
        }
        return within == null
                ? Stream.empty()
                : Stream.concat(
                        within.args().stream().filter(other -> other != argument),
                        within.subgroups().stream()
                                .filter(group -> !group.allOptionsNested().contains(argument))
                                .map(group -> group.allOptionsNested().get(0)));
    }

    private void addExitCodes(UsageMessageSpec usage) {
        Map<String, String> codes = usage.exitCodeList();
        if (!codes.isEmpty()) {
            lines.addAll(List.of("| exit code | meaning |", "|---|---|"));
            codes.forEach((code, meaning) -> lines.add("| %s | %s |".formatted(code, plain(meaning))));
            lines.add("");
        }
    }

    /** As picocli prints it, without signs that Markdown would take for its own. */
    private static String plain(String text) {
        return text.replace("%n", " ")
                .replace("%%", "%")
                .replaceAll(" +", " ")
                .replaceAll("([|<>*_\\[\\]])", "\\\\$1")
                .strip();
    }
}
