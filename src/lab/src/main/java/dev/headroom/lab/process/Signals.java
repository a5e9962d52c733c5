// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/** Signals that Java does not know, sent with the system's {@code kill}. */
public final class Signals {
    private Signals() {}

    /** SIGSTOP: it does nothing from now on, and nobody is told; its sockets stay open. */
    public static void pause(ProcessHandle process) throws InterruptedException {
        send("-STOP", process);
    }

    /** SIGCONT: it goes on where it was. */
    public static void resume(ProcessHandle process) throws InterruptedException {
        send("-CONT", process);
    }

    private static void send(String signal, ProcessHandle process) throws InterruptedException {
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " " + process.pid() + " ended with " + exit);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("there is no kill on this system: " + failure.getMessage(), failure);
        }
    }
}
