// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a page that a test makes from the code. It lies between two comments, which readers do not see. The text around it is written
 * by hand.
 */
public final class MadePart {
    /** Set it, and a page becomes as the code is. */
    public static final String WRITE = "headroom.pages.write";

    private final Path page;
    private final String test;
    private final String module;

    /**
     * A part of a page.
     *
     * @param page its file
     * @param test simple name of the test that makes the part; the comments name it
     * @param module of the test, as Maven names it
     */
    public MadePart(Path page, String test, String module) {
        this.page = page;
        this.test = test;
        this.module = module;
    }

    /** Fails with each line that differs, {@code +} where the page lacks it, and with the command that writes the part anew. */
    public void assertIs(List<String> made) {
        List<String> lines = lines();
        int first = lineOf(lines, "<!-- made by " + test + " -->") + 1;
        int end = lineOf(lines, "<!-- end of " + test + " -->");
        if (Boolean.getBoolean(WRITE)) {
            write(lines, first, end, made);
            return;
        }
        assertThat(differences(lines.subList(first, end), made))
                .as("%s, made by %s, differs from the code; this command writes it anew: %s", page, test, command())
                .isEmpty();
    }

    private static List<String> differences(List<String> written, List<String> made) {
        List<String> differences = new ArrayList<>();
        written.stream().filter(line -> !made.contains(line)).forEach(line -> differences.add("- " + line));
        made.stream().filter(line -> !written.contains(line)).forEach(line -> differences.add("+ " + line));
        if (differences.isEmpty() && !written.equals(made)) {
            differences.add("the lines stand in another order, or more or less often");
        }
        return differences;
    }

    private String command() {
        return "./mvnw test -pl :%s -am -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s=true"
                .formatted(module, test, WRITE);
    }

    private int lineOf(List<String> lines, String comment) {
        assertThat(lines).as("%s needs the comment once", page).containsOnlyOnce(comment);
        return lines.indexOf(comment);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<String> lines, int first, int end, List<String> made) {
        List<String> anew = new ArrayList<>(lines.subList(0, first));
        anew.addAll(made);
        anew.addAll(lines.subList(end, lines.size()));
        try {
            Files.writeString(page, String.join("\n", anew) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row of a table. */
    public static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
