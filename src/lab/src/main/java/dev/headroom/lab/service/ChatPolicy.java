// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The policy of Deployment chat in namespace llm, or of another there, as a file in the service's directory of policies. */
public final class ChatPolicy {
    private static final String CHAT = "chat";
    private static final String BEGINNING = """
            apiVersion: headroom.dev/v1
            workload: { scaleTarget: { kind: Deployment, name: %s } }
            """;

    private ChatPolicy() {}

    /** The whole document with what it promises and within which limits. */
    public static String text(String terms) {
        return BEGINNING.formatted(CHAT) + terms;
    }

    /** Writes it, with what it promises and within which limits. */
    public static void write(Path directory, String terms) throws IOException {
        write(directory, CHAT, terms);
    }

    /** The same of another Deployment. */
    public static void write(Path directory, String deployment, String terms) throws IOException {
        Path file = directory.resolve("slo-policies/llm/" + deployment + ".yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, BEGINNING.formatted(deployment) + terms);
    }
}
