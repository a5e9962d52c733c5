// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import dev.headroom.scaler.cycle.DocumentChange;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.cycle.PolicyClaims;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A real directory, and the library that its documents are read into. */
abstract class FolderOfDocuments {
    static final DocumentName CHAT = new DocumentName("llm", "chat");

    @TempDir
    Path root;

    final List<DocumentChange> changes = new ArrayList<>();
    final DocumentLibrary library = new DocumentLibrary(changes::add, new PolicyClaims());

    final void look() {
        try (DocumentDirectory directory = new DocumentDirectory(root, library)) {
            directory.look();
        }
    }

    final int minReplicas() {
        return minReplicas(CHAT);
    }

    final int minReplicas(DocumentName name) {
        return library.findPolicy(name)
                .orElseThrow()
                .inForce()
                .orElseThrow()
                .replicas()
                .min();
    }

    final List<DocumentChange.Outcome> outcomes() {
        return changes.stream().map(DocumentChange::outcome).toList();
    }

    final void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    final void dangle(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
        Files.createSymbolicLink(root.resolve(path), Path.of("/nowhere/at/all"));
    }

    static String policy(int minReplicas) {
        return """
                apiVersion: headroom.dev/v1
                workload: { models: [chat] }
                objectives: [ { signal: e2e, percentile: 95, atMost: 5s } ]
                replicas: { min: %d, max: 40 }
                """.formatted(minReplicas);
    }
}
