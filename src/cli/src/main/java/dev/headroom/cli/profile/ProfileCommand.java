// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.profile;

import dev.headroom.lab.command.CommandLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headroom profile}. */
@Command(
        name = "profile",
        description = "Serving profiles: the capacity of one replica.",
        subcommands = {ProfileShowCommand.class, ProfileImportCommand.class, ProfileDiffCommand.class})
public final class ProfileCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Filled by picocli. */
    public ProfileCommand() {}

    @Override
    public void run() {
        throw CommandLines.missingCommand(spec.commandLine());
    }
}
