// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A question on the terminal. Without an answer it is a no. */
final class TerminalQuestion {
    private final PrintWriter to;

    TerminalQuestion(PrintWriter to) {
        this.to = to;
    }

    boolean confirmed(String question) {
        to.print(question + " [y/N] ");
        to.flush();
        try {
            @Nullable
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (IOException closed) {
            return false;
        }
    }
}
