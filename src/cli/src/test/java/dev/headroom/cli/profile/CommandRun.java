// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.cli.HeadroomCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * A command line that has ended.
 *
 * @param exit its exit code
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exit, String out, String err) {
    /** Below the directory of the module, from which tests run. */
    static final String RESULTS = "src/test/resources/loadtest/";

    static CommandRun of(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine headroom =
                HeadroomCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = headroom.execute(arguments.toArray(String[]::new));
        return new CommandRun(exit, out.toString(), err.toString());
    }

    static CommandRun of(String... arguments) {
        return of(List.of(arguments));
    }

    /** The part of a profile that has figures. */
    List<String> points() {
        return out.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("- {"))
                .toList();
    }

    /** The one sentence that a wrong command line gets, without what all commands say around it. */
    String sentence(String command) {
        String before = "headroom " + command + ": ";
        String after = " (see 'headroom " + command + " --help')";
        String said = err.strip();
        if (exit != 2
                || !said.startsWith(before)
                || !said.endsWith(after)
                || said.lines().count() != 1) {
            throw new AssertionError("exit code " + exit + ", and no one sentence: " + said);
        }
        return said.substring(before.length(), said.length() - after.length());
    }
}
