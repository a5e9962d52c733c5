// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a {@link Worker}'s program knows of who started it. */
public final class ParentProcess {
    private ParentProcess() {}

    /** Says a line. */
    public static void tell(String line) {
        System.out.println(line);
    }

    /** Waits until it needs this process no more. */
    public static void awaitDismissal() {
        try {
            while (System.in.read() >= 0) {
                // What it says does not matter, only that it goes on.
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
