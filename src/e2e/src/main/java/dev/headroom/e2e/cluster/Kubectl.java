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
    private final List<String> start;
    private final OneShot shell;

    Kubectl(Path home, String executable, Path kubeconfig, String context) {
        this.start = List.of(executable, "--kubeconfig", kubeconfig.toString(), "--context", context);
        this.shell = OneShot.in(home, Map.of());
    }

    /** What it prints; throws with its message where it fails. */
    public String run(String... arguments) {
        return runOn("", arguments);
    }

    /** The same, with a text on its standard input. */
    public String runOn(String input, String... arguments) {
        List<String> command = new ArrayList<>(start);
        command.addAll(Arrays.asList(arguments));
        return shell.outputFor(command, input);
    }
}
