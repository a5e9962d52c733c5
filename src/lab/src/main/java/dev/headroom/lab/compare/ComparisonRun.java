// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.compare.Comparison.Findings;
import dev.headroom.lab.compare.verdict.ComparisonVerdict;
import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Judge;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.report.Fact;
import dev.headroom.lab.report.Page;
import dev.headroom.lab.report.VerdictPage;
import dev.headroom.lab.work.Crew;
import dev.headroom.lab.work.Journal;
import dev.headroom.lab.work.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/** One comparison from its journal to its files. */
final class ComparisonRun {
    /** Set by the launcher, which can ask whether somebody is looking. */
    private static final String TERMINAL_PROPERTY = "headroom.terminal";

    private final Suite suite;
    private final Bench bench;
    private final Crew crew;
    private final Folder folder;

    ComparisonRun(Suite suite, Bench bench, Crew crew, Folder folder) {
        this.suite = suite;
        this.bench = bench;
        this.crew = crew;
        this.folder = folder;
    }

    /** Runs what is missing, writes the files, and gives what standard output shall have. */
    String call(PrintWriter log, List<Fact> facts, boolean json) throws IOException {
        try (Journal journal = journal()) {
            if (journal.size() > 0) {
                log.println("going on: " + journal.size() + " episodes are finished (--fresh begins a new run)");
                log.flush();
            }
            String text = written(run(journal, log), log, facts, json);
            journal.delete();
            return text;
        }
    }

    private Journal journal() throws IOException {
        try {
            return Journal.open(folder.journalFile(), work());
        } catch (BadInputException bad) {
            throw new IOException(bad.getMessage() + "; --fresh begins a new run, another --out leaves it alone", bad);
        }
    }

    private Findings run(Journal journal, PrintWriter log) {
        Thread stopped = new Thread(
                () -> System.err.printf("%nstopped; the same command continues at %s%n", folder.journalFile()),
                "stopped");
        Progress progress =
                new Progress(log, Boolean.getBoolean(TERMINAL_PROPERTY), System::nanoTime, Comparison.most(suite));
        Runtime.getRuntime().addShutdownHook(stopped);
        try {
            Findings findings = new Comparison(suite, bench, crew, journal, progress).run();
            progress.close();
            return findings;
        } finally {
            Runtime.getRuntime().removeShutdownHook(stopped);
        }
    }

    private String written(Findings findings, PrintWriter log, List<Fact> facts, boolean json) throws IOException {
        Curves curves = Curves.of(findings.rows());
        ComparisonVerdict verdict = new Judge(suite.ours(), suite.seeds().get(0)).judge(curves);
        Page report = ComparisonReport.of(suite, findings, verdict, curves, facts);
        String document = ResultsJson.document(suite, findings, verdict);
        List<Path> files = List.of(
                folder.write("results.json", document),
                folder.write("report.html", report.html()),
                folder.write("results.md", report.markdown()));
        files.forEach(file -> log.println("written: " + file));
        log.flush();
        return json ? document : VerdictPage.text(verdict);
    }

    /** What the journal is of. The suite's own settings are in the cells' keys; here is what else rows depend on. */
    private String work() {
        CRC32 sum = new CRC32();
        sum.update(bench.fingerprint().getBytes(StandardCharsets.UTF_8));
        return "suite " + suite.size().word() + ", seed " + suite.seeds().get(0) + ", inputs "
                + Long.toHexString(sum.getValue());
    }
}
