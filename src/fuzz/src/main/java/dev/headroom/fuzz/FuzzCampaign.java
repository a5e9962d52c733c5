// SPDX-License-Identifier: Apache-2.0
package dev.headroom.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Lets Jazzer make up inputs for each target for {@value #SECONDS} seconds (60 by default), or for the one target that {@value #ONLY}
 * names. What it finds is under {@code target/fuzz/NAME/findings}; what reaches further than all before, under {@code corpus}.
 */
public abstract class FuzzCampaign {
    /** How long for each target. */
    static final String SECONDS = "headroom.fuzz.seconds";

    /** Which target alone. */
    static final String ONLY = "headroom.fuzz.target";

    /** Of an input; much more than the records, policies and requests of fixtures. */
    private static final int LONGEST_INPUT = 16 * 1024;

    /** Of one input: what takes longer is a finding. Good ones take milliseconds; a busy machine is none. */
    private static final int MOST_SECONDS_OF_ONE = 20;

    /** Of the fuzzer's process, its own memory included. What needs more is a finding. */
    private static final String HEAP = "-Xmx512m";

    /** The targets of this module. */
    protected abstract List<FuzzTarget> targets();

    @TestFactory
    Stream<DynamicTest> findsNothing() {
        return targets().stream()
                .filter(target -> System.getProperty(ONLY, target.name()).equals(target.name()))
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> run(target)));
    }

    private static void run(FuzzTarget target) throws IOException, InterruptedException {
        Path folder = Path.of("target", "fuzz", target.name());
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        Path findings = Files.createDirectories(folder.resolve("findings"));
        Path log = folder.resolve("log.txt");
        write(target, seeds);
        int seconds = Integer.getInteger(SECONDS, 60);

        Process fuzzer = new ProcessBuilder(command(target, seconds, findings, List.of(corpus, seeds)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = fuzzer.waitFor();

        FuzzFigures figures = FuzzFigures.read(Files.readAllLines(log));
        System.out.println(target.name() + ": " + figures);
        assertEquals(0, status, "the fuzzer ended with a finding: see " + log.toAbsolutePath());
        assertTrue(figures.executions() > 0, "the fuzzer judged nothing: see " + log.toAbsolutePath());
    }

    private static void write(FuzzTarget target, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> input : FuzzCorpus.of(target).entrySet()) {
            Files.write(folder.resolve(input.getKey()), input.getValue());
        }
        List<byte[]> seeds = target.seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(folder.resolve("seed-" + i), seeds.get(i));
        }
    }

    private static List<String> command(FuzzTarget target, int seconds, Path findings, List<Path> inputs) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+EnableDynamicAgentLoading",
                "-D" + JazzerEntry.TARGET + "=" + target.getClass().getName(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--instrumentation_includes=" + String.join(File.pathSeparator, target.watched()),
                // Else the detectors of other faults, such as of SQL, are put into all libraries, and Netty does not
                // start.
                "--custom_hook_includes=dev.headroom.**",
                "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + File.separator,
                "-max_total_time=" + seconds,
                "-max_len=" + LONGEST_INPUT,
                "-timeout=" + MOST_SECONDS_OF_ONE,
                "-rss_limit_mb=0",
                "-print_final_stats=1"));
        inputs.forEach(folder -> command.add(folder.toString()));
        return command;
    }
}
