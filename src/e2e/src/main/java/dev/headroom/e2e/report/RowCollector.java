// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.report;

import dev.headroom.e2e.report.Row.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Turns what JUnit tells of scenarios into rows. Each test method is one thing that must hold; it publishes what it measured. */
public final class RowCollector implements TestExecutionListener {
    /** Key of a published entry. */
    public static final String MEASURED = "measured";

    private static final int LONGEST_REMARK = 300;

    private final PrintStream progress;
    private final List<Row> rows;
    private final Map<String, String> measured = new ConcurrentHashMap<>();
    private @Nullable TestPlan plan;

    /** Says on a stream what has been found, as soon as it is. */
    public RowCollector(PrintStream progress) {
        this(progress, new ArrayList<>());
    }

    private RowCollector(PrintStream progress, List<Row> rows) {
        this.progress = progress;
        this.rows = rows;
    }

    /** One for another plan, which enters what it finds here. */
    public RowCollector another() {
        return new RowCollector(progress, rows);
    }

    /** What has been found so far. */
    public List<Row> rows() {
        synchronized (rows) {
            return List.copyOf(rows);
        }
    }

    /** Waits until a scenario has a row: it has one at its end at the latest. */
    public void awaitFirst(String scenario) {
        synchronized (rows) {
            while (rows.stream().noneMatch(row -> row.scenario().equals(scenario))) {
                try {
                    rows.wait();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** Enters that a scenario is not run, and why. */
    public void leftOut(String scenario, String sentence) {
        enter(new Row(scenario, "it can run", "", Verdict.LEFT_OUT, sentence));
    }

    /** Enters that something outside its tests ended a scenario. */
    public void ended(String scenario, Throwable failure) {
        failure.printStackTrace(progress);
        enter(new Row(scenario, "it can run", "", Verdict.FAILS, sentence(failure)));
    }

    /** Enters that scenarios without a row fail: nothing says that they hold. */
    public void complete(List<String> scenarios) {
        for (String scenario : scenarios) {
            if (rows().stream().noneMatch(row -> row.scenario().equals(scenario))) {
                enter(new Row(scenario, "it can run", "", Verdict.FAILS, "no test of it was run"));
            }
        }
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String value = entry.getKeyValuePairs().get(MEASURED);
        if (value != null) {
            measured.merge(test.getUniqueId(), value, (first, second) -> first + "; " + second);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        enter(test, Verdict.LEFT_OUT, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String remark = result.getThrowable().map(RowCollector::sentence).orElse("");
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    enter(test, Verdict.HOLDS, "");
                }
            }
            case ABORTED -> enter(test, Verdict.LEFT_OUT, remark);
            case FAILED -> {
                enter(test, Verdict.FAILS, remark);
                result.getThrowable().ifPresent(failure -> failure.printStackTrace(progress));
            }
        }
    }

    private void enter(TestIdentifier test, Verdict verdict, String remark) {
        String scenario = scenario(test);
        Row row = test.isTest()
                ? new Row(
                        scenario, test.getDisplayName(), measured.getOrDefault(test.getUniqueId(), ""), verdict, remark)
                : new Row(test.getDisplayName(), "it can begin", "", verdict, remark);
        enter(row);
    }

    private void enter(Row row) {
        synchronized (rows) {
            rows.add(row);
            rows.notifyAll();
        }
        progress.println("e2e: " + row.scenario() + ": " + row.mustHold() + ": "
                + row.verdict().words() + (row.measured().isEmpty() ? "" : " (" + row.measured() + ")"));
    }

    private String scenario(TestIdentifier test) {
        TestPlan known = plan;
        return known == null
                ? ""
                : known.getParent(test).map(TestIdentifier::getDisplayName).orElse("");
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_REMARK ? line : line.substring(0, LONGEST_REMARK) + "…";
    }
}
