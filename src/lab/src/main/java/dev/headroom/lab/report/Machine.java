// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Where and of what a measurement was taken. */
public final class Machine {
    private Machine() {}

    /** Cores, JDK, operating system. */
    public static String description() {
        return Runtime.getRuntime().availableProcessors() + " cores (" + System.getProperty("os.arch") + "), "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /** The system's load average of the last minute; negative where it has none. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The commit of a source tree, and whether files differ from it. */
    public static String commit(Path home) {
        String commit = firstLine(home, List.of("git", "rev-parse", "--short=10", "HEAD"));
        if (commit.isEmpty()) {
            return "unknown";
        }
        boolean changed = !firstLine(home, List.of("git", "status", "--porcelain", "--untracked-files=no"))
                .isEmpty();
        return changed ? commit + ", with changes" : commit;
    }

    /** Empty when it says nothing, fails, or is not there. */
    private static String firstLine(Path directory, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output.lines().findFirst().orElse("") : "";
        } catch (IOException notThere) {
            return "";
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
