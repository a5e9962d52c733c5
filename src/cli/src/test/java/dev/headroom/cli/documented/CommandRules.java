// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.documented;

import dev.headroom.cli.HeadroomCommand;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;

/** The rules that commands of the pages keep; each answers with a sentence for each fault, which names page, line and rule. */
final class CommandRules {
    static final String LAUNCHER = "./headroom";

    static final String RUN = "run";

    /** With the names of test classes, separated by commas. */
    static final String TESTED = "tested=";

    private static final Set<String> MARKS = Set.of(RUN, "cluster", "tools");

    /** A part of a line that a page leaves out. */
    private static final String ELLIPSIS = "…";

    private static final String SET = "--set";

    private static final Pattern INLINE = Pattern.compile("`(\\./headroom [^`]+)`");
    private static final Pattern FENCED = Pattern.compile("(?s)```.*?```");
    private static final Pattern OF_THE_TREE = Pattern.compile("(?:\\./)?(?:(?:deploy|src|proto)/[^$]*|headroom|mvnw)");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z_./-]*");

    private CommandRules() {}

    /** A block for a shell has a mark, for whoever asks whether anyone has tried it. */
    static List<String> faultsOfMarks(CommandBlock block) {
        if (!block.isOfAShell()) {
            return block.marks().isEmpty()
                    ? List.of()
                    : List.of("%s: a block of '%s' must have no mark, has %s"
                            .formatted(block.place(block.line()), block.language(), block.marks()));
        }
        boolean known = block.mark()
                .filter(mark -> MARKS.contains(mark) || isOfATest(mark))
                .isPresent();
        return known
                ? List.of()
                : List.of(
                        "%s: a block of %s must have one mark after that word: run, cluster, tools, or tested=TEST of a test that is there; has %s (CONTRIBUTING.md, Commands on pages)"
                                .formatted(block.place(block.line()), block.language(), block.marks()));
    }

    private static boolean isOfATest(String mark) {
        return mark.startsWith(TESTED)
                && List.of(mark.substring(TESTED.length()).split(",", -1)).stream()
                        .allMatch(name -> TESTS.contains(name + ".java"));
    }

    private static final Set<String> TESTS = DocPages.files().stream()
            .filter(path -> path.contains("/src/test/java/") && path.matches(".*(Test|IT)\\.java"))
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    /** Each {@code ./headroom …} is one that the command takes: its subcommands and options, and no required one is missing. */
    static List<String> faultsOfHeadroom(CommandBlock block) {
        List<String> faults = new ArrayList<>();
        for (ShellCommand command : block.commands()) {
            if (command.words().get(0).equals(LAUNCHER)) {
                boolean whole = !command.words().contains(ELLIPSIS);
                faultOf(command.words(), whole)
                        .forEach(fault -> faults.add("%s: %s: %s"
                                .formatted(block.place(command.line()), String.join(" ", command.words()), fault)));
            }
        }
        return faults;
    }

    /** The same for those within a sentence, which may leave out what an example would need. */
    static List<String> faultsOfSentences(String page, String text) {
        // Newlines stay, so that a fault has its line.
        String prose = FENCED.matcher(text)
                .replaceAll(block -> Matcher.quoteReplacement(block.group().replaceAll("[^\n]", "")));
        List<String> faults = new ArrayList<>();
        for (Matcher inline = INLINE.matcher(prose); inline.find(); ) {
            int line = 1
                    + (int) prose.substring(0, inline.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            for (ShellCommand command : ShellCommand.in(inline.group(1), line)) {
                faultOf(command.words(), false)
                        .forEach(fault -> faults.add("%s:%d: %s: %s".formatted(page, line, inline.group(1), fault)));
            }
        }
        return faults;
    }

    private static List<String> faultOf(List<String> words, boolean whole) {
        List<String> arguments = words.stream()
                .skip(1)
                .filter(word -> !word.equals(ELLIPSIS) && !word.equals("|"))
                .toList();
        if (arguments.isEmpty() || arguments.get(0).equals("bench")) {
            return List.of(); // The benchmarks are a program of their own, which this module does not know.
        }
        CommandLine headroom = HeadroomCommand.commandLine();
        collectErrors(headroom);
        CommandLine.ParseResult parsed = headroom.parseArgs(arguments.toArray(String[]::new));
        List<Exception> errors = new ArrayList<>(parsed.errors());
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
            errors.addAll(parsed.errors());
        }
        boolean placeholder =
                arguments.stream().anyMatch(word -> PLACEHOLDER.matcher(word).matches());
        List<String> faults = errors.stream()
                .filter(error -> whole || !(error instanceof MissingParameterException))
                .map(error -> String.valueOf(error.getMessage()))
                .filter(sentence -> !(placeholder && sentence.startsWith("Invalid value for")))
                .distinct()
                .toList();
        boolean unfinished = whole && !parsed.commandSpec().subcommands().isEmpty() && !parsed.isUsageHelpRequested();
        return faults.isEmpty() && unfinished ? List.of("a subcommand is missing") : faults;
    }

    private static void collectErrors(CommandLine command) {
        command.getCommandSpec().parser().collectErrors(true);
        command.getSubcommands().values().forEach(CommandRules::collectErrors);
    }

    /** What {@code kubectl apply -f}, {@code helm -f} and all others name of this repository is there. */
    static List<String> faultsOfPaths(CommandBlock block) {
        List<String> faults = new ArrayList<>();
        for (ShellCommand command : block.commands()) {
            for (String word : namesOfFiles(command)) {
                if (OF_THE_TREE.matcher(word).matches() && !isThere(word.replaceFirst("^\\./", ""))) {
                    faults.add("%s: '%s' is not in this repository".formatted(block.place(command.line()), word));
                }
            }
        }
        return faults;
    }

    /** Kubectl's {@code deploy/NAME} is a Deployment. */
    private static List<String> namesOfFiles(ShellCommand command) {
        return command.words().get(0).equals("kubectl")
                ? Stream.of("-f", "-k")
                        .flatMap(option -> command.valuesOf(option).stream())
                        .toList()
                : command.words();
    }

    private static boolean isThere(String path) {
        if (!path.contains("*")) {
            return Files.exists(DocPages.ROOT.resolve(path));
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path);
        return DocPages.files().stream().anyMatch(file -> matcher.matches(Path.of(file)));
    }

    /** What {@code --set} sets is a value of the chart: of the chart that the command installs, else of the service's. */
    static List<String> faultsOfValues(CommandBlock block) {
        // A page shows options that a reader adds to a command; such a block is a text, and no script.
        List<ShellCommand> commands = block.isOfAShell() || !block.language().equals("text")
                ? block.commands()
                : ShellCommand.in(String.join("\n", block.lines()), block.line() + 1);
        List<String> faults = new ArrayList<>();
        for (ShellCommand command : commands) {
            String chart = command.words().stream()
                    .filter(word -> word.startsWith(ChartValues.FOLDER) && !word.contains(".yaml"))
                    .findFirst()
                    .orElse(ChartValues.FOLDER + "headroom");
            for (String assignment : command.valuesOf(SET)) {
                String key = assignment.replaceFirst("=.*", "");
                if (!ChartValues.of(chart).knows(key)) {
                    faults.add("%s: %s has no value '%s'".formatted(block.place(command.line()), chart, key));
                }
            }
        }
        return faults;
    }
}
