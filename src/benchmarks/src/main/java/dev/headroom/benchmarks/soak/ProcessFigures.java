// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What Linux and the JDK tell of another JVM. */
public final class ProcessFigures {
    private static final long PATIENCE_SECONDS = 60;

    private final long pid;

    /** Of the process with that number. */
    public ProcessFigures(long pid) {
        this.pid = pid;
    }

    /** Has it collect its garbage, and waits until it has. */
    public void collectGarbage() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new IllegalStateException("this needs the JDK's jcmd, and " + jcmd + " is missing");
        }
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (!asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || asked.exitValue() != 0) {
            throw new IllegalStateException("jcmd could not have process " + pid + " collect its garbage");
        }
    }

    /** Threads that live. */
    public int threads() throws IOException {
        return (int) entriesOf("task");
    }

    /** Descriptors that are open. */
    public long descriptors() throws IOException {
        return entriesOf("fd");
    }

    private long entriesOf(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
            return entries.count();
        }
    }
}
