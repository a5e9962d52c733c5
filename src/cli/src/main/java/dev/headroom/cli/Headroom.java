// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli;

/** Entry of the {@code headroom} launcher. */
public final class Headroom {
    private Headroom() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(HeadroomCommand.commandLine().execute(arguments));
    }
}
