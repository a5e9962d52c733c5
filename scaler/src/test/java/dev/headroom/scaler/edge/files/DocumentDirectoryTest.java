// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.DocumentChange;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DocumentDirectoryTest extends FolderOfDocuments {
    @Test
    void anEmptyDirectoryIsReadToo() {
        look();

        assertThat(library.loaded()).isTrue();
        assertThat(library.all()).isEmpty();
    }

    @Test
    void aNewFileIsADocumentNamedAfterItsFolderAndItself() throws IOException {
        look();
        write("slo-policies/llm/chat.yaml", policy(7));
        write("serving-profiles/llm/h100.yaml", PROFILE);

        look();

        assertThat(minReplicas()).isEqualTo(7);
        assertThat(library.findProfile(new DocumentName("llm", "h100"))).isPresent();
    }

    @Test
    void anEditTakesEffect() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        look();
        write("slo-policies/llm/chat.yaml", policy(8));

        look();

        assertThat(minReplicas()).isEqualTo(8);
    }

    @Test
    void aDeletedFileIsADeletedDocument() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        look();
        Files.delete(root.resolve("slo-policies/llm/chat.yaml"));

        look();

        assertThat(library.findPolicy(CHAT)).isEmpty();
        assertThat(outcomes()).containsExactly(DocumentChange.Outcome.TAKEN, DocumentChange.Outcome.REMOVED);
    }

    @Test
    void aDeletedFolderIsTheEndOfItsDocumentsAlone() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        write("slo-policies/other/search.yaml", policy(2));
        look();
        Files.delete(root.resolve("slo-policies/llm/chat.yaml"));
        Files.delete(root.resolve("slo-policies/llm"));

        look();

        assertThat(library.names(DocumentKind.SLO_POLICY)).containsExactly(new DocumentName("other", "search"));
    }

    @Test
    void lookingAgainTellsNothingNew() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));

        look();
        look();

        assertThat(changes).hasSize(1);
    }

    @Test
    void aFaultyEditKeepsTheLastValidVersion() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        look();
        write("slo-policies/llm/chat.yaml", "objectives: [");

        look();

        assertThat(minReplicas()).isEqualTo(7);
        assertThat(library.findPolicy(CHAT).orElseThrow().fault()).isPresent();
    }

    @Test
    void aFileThatCannotBeReadKeepsWhatWasReadBefore() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        look();

        Files.write(root.resolve("slo-policies/llm/chat.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        look();
        assertThat(minReplicas()).as("not UTF-8").isEqualTo(7);

        Files.writeString(root.resolve("slo-policies/llm/chat.yaml"), "#".repeat((1 << 20) + 1));
        look();
        assertThat(minReplicas()).as("too large").isEqualTo(7);

        dangle("slo-policies/llm/chat.yaml");
        look();
        assertThat(minReplicas()).as("a link to nothing").isEqualTo(7);
    }

    @Test
    void aFolderThatCannotBeReadKeepsItsDocumentsAndBlocksNoOthers() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        write("slo-policies/other/search.yaml", policy(2));
        look();
        Files.move(root.resolve("slo-policies/llm"), root.resolve("elsewhere"));
        dangle("slo-policies/llm");
        write("slo-policies/other/search.yaml", policy(3));

        look();

        assertThat(minReplicas()).isEqualTo(7);
        assertThat(minReplicas(new DocumentName("other", "search"))).isEqualTo(3);
    }

    @Test
    void aDirectoryThatIsGoneIsNotAnEmptyOne() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        look();
        Path elsewhere = root.resolveSibling(root.getFileName() + "-elsewhere");
        Files.move(root, elsewhere);

        look();
        assertThat(minReplicas()).isEqualTo(7);

        Files.move(elsewhere, root);
        write("slo-policies/llm/chat.yaml", policy(8));
        look();
        assertThat(minReplicas()).isEqualTo(8);
    }

    @Test
    void whatLiesElsewhereIsIgnored() throws IOException {
        write("policies/llm/chat.yaml", policy(1));
        write("slo-policies/chat.yaml", policy(2));
        write("slo-policies/llm/deeper/chat.yaml", policy(3));
        write("slo-policies/llm/chat.yml", policy(4));
        write("slo-policies/llm/.chat.yaml", policy(5));
        write("slo-policies/..data/chat.yaml", policy(6));
        Files.createDirectories(root.resolve("slo-policies/llm/folder.yaml"));

        look();

        assertThat(library.all()).isEmpty();
        assertThat(changes).isEmpty();
    }

    /** A whole tree that is mounted from one ConfigMap: the folders themselves are links within it. */
    @Test
    void linksWithinTheDirectoryAreFollowed() throws IOException {
        write("..2026_01/slo-policies/llm/chat.yaml", policy(7));
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026_01"));
        Files.createSymbolicLink(root.resolve("slo-policies"), Path.of("..data/slo-policies"));

        look();

        assertThat(minReplicas()).isEqualTo(7);
    }

    /** Kubernetes writes the next contents beside the present ones, and swaps the link that all others go through. */
    @Test
    void aMountedConfigMapChangesByASwappedLink() throws IOException {
        Path mount = Files.createDirectories(root.resolve("slo-policies/llm"));
        write("slo-policies/llm/..2026_01/chat.yaml", policy(7));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_01"));
        Files.createSymbolicLink(mount.resolve("chat.yaml"), Path.of("..data/chat.yaml"));
        look();
        assertThat(minReplicas()).isEqualTo(7);

        write("slo-policies/llm/..2026_02/chat.yaml", policy(8));
        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_02"));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        look();

        assertThat(minReplicas()).isEqualTo(8);
        assertThat(library.names(DocumentKind.SLO_POLICY)).containsExactly(CHAT);
    }

    @Test
    void theWatchLooksAtOnceAndAgain() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        try (DirectoryWatch watch = new DirectoryWatch(new DocumentDirectory(root, library))) {
            watch.start(Duration.ofMillis(20));
            assertThat(minReplicas()).isEqualTo(7);

            write("slo-policies/llm/chat.yaml", policy(8));

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> minReplicas() == 8);
        }
    }

    private static final String PROFILE = """
            apiVersion: headroom.dev/v1
            hardware: H100
            gpus: 1
            maxSequences: 128
            table:
              inputTokens: 5000
              outputTokens: 500
              points:
                - { concurrency: 1, e2e: 2.5s }
                - { concurrency: 64, e2e: 5s }
            """;
}
