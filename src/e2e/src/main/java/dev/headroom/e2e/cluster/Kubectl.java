// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.e2e.process.OneShot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** kubectl, as the administrator. */
public final class Kubectl {
    private final String executable;
    private final OneShot shell;

    Kubectl(Path home, String executable, Path kubeconfig) {
        this.executable = executable;
        this.shell = OneShot.in(home, Map.of("KUBECONFIG", kubeconfig.toString()));
    }

    /** What it prints; throws with its message where it fails. */
    public String run(String... arguments) {
        return runOn("", arguments);
    }

    /** The same, with a text on its standard input. */
    public String runOn(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(Arrays.asList(arguments));
        return shell.outputFor(command, input);
    }
}
