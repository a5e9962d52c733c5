// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One run of the command line: what it said, and its exit code. */
record Execution(int exitCode, String out, String err) {
    /** Of the processes that are started; starts soon and takes little. */
    static final String SMALL_JVM = "--jvm=-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    static Execution of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Benchmarks.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments);
        return new Execution(exitCode, out.toString(), err.toString());
    }
}
