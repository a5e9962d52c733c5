// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.documented;

import dev.headroom.cli.HeadroomCommand;
import dev.headroom.lab.command.CommandPage;
import dev.headroom.telemetry.page.MadePart;
import org.junit.jupiter.api.Test;

/** The page of the command line is made of what each command says of itself. */
class CliPageTest {
    private static final MadePart PART =
            new MadePart(DocPages.ROOT.resolve("src/docs/cli.md"), CliPageTest.class.getSimpleName(), "headroom-cli");

    @Test
    void thePageIsAsTheCommandsAre() {
        PART.assertIs(CommandPage.of("", HeadroomCommand.commandLine()));
    }
}
