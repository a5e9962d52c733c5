// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The policy of Deployment chat in namespace llm, as a file in the service's directory of policies. */
public final class ChatPolicy {
    private static final String BEGINNING = """
            apiVersion: headroom.dev/v1
            workload: { scaleTarget: { kind: Deployment, name: chat } }
            """;

    private ChatPolicy() {}

    /** The whole document with what it promises and within which limits. */
    public static String text(String terms) {
        return BEGINNING + terms;
    }

    /** Writes it, with what it promises and within which limits. */
    public static void write(Path directory, String terms) throws IOException {
        Path file = directory.resolve("slo-policies/llm/chat.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text(terms));
    }
}
