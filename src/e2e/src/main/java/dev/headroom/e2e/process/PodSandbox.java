// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process sees of a pod's files: the names of Services in {@code /etc/hosts}, and the token of its ServiceAccount where every
 * Kubernetes client looks for it. It is a mount namespace of its own, so this machine's files stay as they are.
 */
public final class PodSandbox {
    /** {@code /var/run} is {@code /run}. An own tmpfs there, for no machine has the folder. */
    private static final String ENTER = """
            set -eu
            mount --bind "$1" /etc/hosts
            if [ -n "$2" ]; then
                mount -t tmpfs tmpfs /run
                mkdir -p /run/secrets/kubernetes.io
                ln -s "$2" /run/secrets/kubernetes.io/serviceaccount
            fi
            shift 2
            exec "$@"
            """;

    private static final List<String> UNSHARE = List.of("unshare", "--map-root-user", "--mount");

    private final Path hosts;
    private final String credentials;

    private PodSandbox(Path hosts, String credentials) {
        this.hosts = hosts;
        this.credentials = credentials;
    }

    /** With names only. A later change of the file is seen inside. */
    public static PodSandbox withHosts(Path hosts) {
        return new PodSandbox(hosts, "");
    }

    /** The same, with a folder that holds {@code token}, {@code ca.crt} and {@code namespace}. */
    public PodSandbox withCredentials(Path folder) {
        return new PodSandbox(hosts, folder.toString());
    }

    /** A command that succeeds where this machine lets a sandbox be made. */
    public static List<String> trial() {
        List<String> command = new ArrayList<>(UNSHARE);
        command.add("true");
        return command;
    }

    /** A command that runs another one inside, as the same process. */
    public List<String> around(List<String> command) {
        List<String> inside = new ArrayList<>(UNSHARE);
        inside.addAll(List.of("sh", "-c", ENTER, "sh", hosts.toString(), credentials));
        inside.addAll(command);
        return inside;
    }
}
