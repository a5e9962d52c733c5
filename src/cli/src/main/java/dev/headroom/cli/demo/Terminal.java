// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.demo;

/** Whether somebody is looking. */
final class Terminal {
    /** Set by the launcher, which can ask: Java 17 cannot tell a terminal from a file, for standard output alone. */
    private static final String PROPERTY = "headroom.terminal";

    private Terminal() {}

    static boolean wantsColour() {
        return Boolean.getBoolean(PROPERTY) && System.getenv("NO_COLOR") == null;
    }
}
