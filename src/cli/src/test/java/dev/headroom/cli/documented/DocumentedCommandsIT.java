// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.documented;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.LauncherTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block that is marked {@code run} is given to a shell, word for word, in a tree with the files that a reader has. */
class DocumentedCommandsIT {
    private static final long PATIENCE_IN_MINUTES = 3;

    /** Files of the repository that those commands read. */
    private static final List<String> FILES = List.of("deploy", "src/cli/profiles", "src/cli/sizings", "src/cli/src");

    /** Of what a program prints, a page may leave out a part. */
    private static final String LEFT_OUT = "…";

    @TempDir
    static Path home;

    @BeforeAll
    static void buildTree() throws IOException {
        LauncherTree tree = LauncherTree.in(home);
        for (String folder : FILES) {
            tree.link(folder);
        }
    }

    static List<Example> examples() {
        return DocPages.each(page -> {
            List<CommandBlock> blocks = CommandBlock.of(page);
            return IntStream.range(0, blocks.size())
                    .filter(at -> blocks.get(at).marks().contains(CommandRules.RUN))
                    .mapToObj(at -> new Example(
                            blocks.get(at),
                            blocks.stream().skip(at + 1).limit(1).toList()))
                    .toList();
        });
    }

    /**
     * A block, and the next one of its page.
     *
     * @param commands to run
     * @param next empty at the end of the page
     */
    record Example(CommandBlock commands, List<CommandBlock> next) {
        Example {
            next = List.copyOf(next);
        }

        /** The lines that the page shows as printed: of the block that follows without a word between, if it has no language. */
        List<String> shown() {
            int end = commands.line() + commands.lines().size() + 1;
            return next.stream()
                    .filter(block -> block.language().isEmpty() && block.line() == end + 2)
                    .flatMap(block -> block.lines().stream())
                    .filter(line -> !line.contains(LEFT_OUT))
                    .toList();
        }

        @Override
        public String toString() {
            return commands.place(commands.line());
        }
    }

    @Test
    void severalPagesHaveCommandsToRun() {
        assertThat(examples())
                .extracting(example -> example.commands().page())
                .contains("src/docs/tour.md", "src/docs/karpenter.md", "src/docs/serving-profile.md")
                .contains("src/docs/shadow.md", "src/docs/chaos.md");
        assertThat(examples()).filteredOn(example -> !example.shown().isEmpty()).hasSizeGreaterThan(2);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void printsWhatThePageShows(Example example) throws Exception {
        Path out = Files.createTempFile(home, "printed", ".txt");
        Path err = Files.createTempFile(home, "said", ".txt");
        ProcessBuilder shell = new ProcessBuilder(
                        "sh", "-euc", String.join("\n", example.commands().lines()))
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));

        Process process = shell.start();
        try {
            assertThat(process.waitFor(PATIENCE_IN_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        List<String> printed =
                Files.readAllLines(out).stream().map(String::stripTrailing).toList();
        assertThat(printed).isNotEmpty();
        if (!example.shown().isEmpty()) {
            assertThat(printed).containsSubsequence(example.shown());
        }
    }
}
