// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.documented;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Commands on pages are typed as they stand there: each block says who has tried it, and names what exists. */
class DocumentedCommandsTest {
    private static List<String> onAllPages(Function<CommandBlock, List<String>> rule) {
        return DocPages.each(CommandBlock::of).stream()
                .flatMap(block -> rule.apply(block).stream())
                .toList();
    }

    private static List<String> on(String page, Function<CommandBlock, List<String>> rule) {
        return CommandBlock.in("page.md", page).stream()
                .flatMap(block -> rule.apply(block).stream())
                .toList();
    }

    private static List<ShellCommand> commandsIn(String script) {
        return ShellCommand.in(script, 1);
    }

    @Test
    void seesThePages() {
        assertThat(DocPages.all())
                .contains("README.md", "CONTRIBUTING.md", "src/docs/tour.md", "src/headlamp/README.md")
                .contains("deploy/helm/headroom/README.md", "deploy/collector/README.md")
                .noneMatch(page -> page.startsWith("src/docs/designs/") || page.startsWith("src/docs/results/"));
    }

    @Test
    void everyBlockOfCommandsHasAMark() {
        assertThat(onAllPages(CommandRules::faultsOfMarks)).isEmpty();
    }

    @Test
    void theCommandTakesEveryCommandLine() {
        assertThat(onAllPages(CommandRules::faultsOfHeadroom)).isEmpty();
        assertThat(DocPages.each(page -> CommandRules.faultsOfSentences(page, DocPages.text(page))))
                .isEmpty();
    }

    @Test
    void everyPathOfTheRepositoryIsThere() {
        assertThat(onAllPages(CommandRules::faultsOfPaths)).isEmpty();
    }

    @Test
    void everyValueOfAChartIsThere() {
        assertThat(onAllPages(CommandRules::faultsOfValues)).isEmpty();
    }

    @Test
    void aBlockWithoutAMarkOrWithAWrongOneIsFoundWithItsLine() {
        assertThat(on("# Page\n\n```sh\nls\n```\n", CommandRules::faultsOfMarks))
                .singleElement()
                .asString()
                .startsWith("page.md:3: a block of sh must have one mark")
                .endsWith("has [] (CONTRIBUTING.md, Commands on pages)");
        assertThat(on("```sh often\nls\n```\n```sh run cluster\nls\n```\n", CommandRules::faultsOfMarks))
                .hasSize(2);
        assertThat(on("```sh tested=NoSuchTest\nls\n```\n```json run\n{}\n```\n", CommandRules::faultsOfMarks))
                .hasSize(2);
        assertThat(on(
                        "```sh run\nls\n```\n```console cluster\n$ ls\n```\n```sh tested=DocumentedCommandsTest\nls\n```\n```\nls\n```\n",
                        CommandRules::faultsOfMarks))
                .isEmpty();
    }

    @Test
    void aCommandLineThatTheCommandRefusesIsFound() {
        assertThat(on("""
                        ```sh run
                        ./headroom size --rps 25 \\
                            --profil x
                        ./headroom dance &
                        ./headroom lab
                        ./headroom serve --decisions file …   # more options may follow
                        HEADROOM_DECISIONS_FILE=x ./headroom demo --minutes two
                        ```
                        """, CommandRules::faultsOfHeadroom))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("page.md:2: ").contains("Unknown option: '--profil'"),
                        fault -> assertThat(fault).startsWith("page.md:2: ").contains("Missing required argument"),
                        fault -> assertThat(fault).startsWith("page.md:4: ").contains("dance"),
                        fault -> assertThat(fault).startsWith("page.md:5: ").endsWith("a subcommand is missing"),
                        fault -> assertThat(fault).startsWith("page.md:7: ").contains("--minutes"));
        assertThat(
                        CommandRules.faultsOfSentences(
                                "page.md",
                                "`./headroom size` sizes; `./headroom lab …`.\n```sh\n`./headroom x`\n```\nDo `./headroom explain --whatever`.\n"))
                .singleElement()
                .asString()
                .startsWith("page.md:5: ")
                .contains("--whatever");
    }

    @Test
    void aPathThatIsNotThereIsFound() {
        assertThat(on(
                        "```sh run\nkubectl apply -f deploy/nothing.yaml -f deploy/helm/*/values.yaml\nhelm lint src/*/no/*.yaml deploy/$x\n```\n",
                        CommandRules::faultsOfPaths))
                .containsExactly(
                        "page.md:2: 'deploy/nothing.yaml' is not in this repository",
                        "page.md:3: 'src/*/no/*.yaml' is not in this repository");
    }

    @Test
    void aValueThatTheChartDoesNotHaveIsFound() {
        assertThat(on("""
                        ```sh run
                        helm install x deploy/helm/headroom-nodepools --set clusterName=a --set kafka.bootstrapServers=b
                        ```
                        ```text
                            --set 'networkPolicy.ingress.grpc.namespaces={A,B}' --set kafka.bootstrapServer=b
                        ```
                        """, CommandRules::faultsOfValues))
                .containsExactly(
                        "page.md:2: deploy/helm/headroom-nodepools has no value 'kafka.bootstrapServers'",
                        "page.md:5: deploy/helm/headroom has no value 'kafka.bootstrapServer'");
    }

    @Test
    void readsAScriptAsAShellDoes() {
        assertThat(commandsIn("for x in a b; do\n  A=1 tool 'one word' \"$x\" > out 2>&1   # note\ndone\n"))
                .contains(new ShellCommand(2, List.of("tool", "one word", "$x")))
                .hasSize(2);
        assertThat(commandsIn("cat <<'END' | wc\n./headroom no\nEND\ncp a \\\n  b && rm c"))
                .containsExactly(
                        new ShellCommand(1, List.of("cat")),
                        new ShellCommand(1, List.of("wc")),
                        new ShellCommand(4, List.of("cp", "a", "b")),
                        new ShellCommand(5, List.of("rm", "c")));
    }
}
