// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.cycle.DocumentChange;
import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.slo.DocumentName;
import dev.headroom.scaler.slo.PolicyStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no document, or cannot be read: real pipes and links, and files where folders should be, which stop root, too. */
class HostileFilesTest extends FolderOfDocuments {
    @TempDir
    private Path elsewhere;

    /** Whoever opens a pipe for reading waits for who writes into it; here nobody ever does. */
    @Test
    void aPipeIsNeverOpened() throws Exception {
        write("slo-policies/llm/search.yaml", policy(2));
        makePipe("slo-policies/llm/chat.yaml");

        look();

        assertThat(faultOfChat()).isEqualTo("the document must be a regular file");
        assertThat(minReplicas(new DocumentName("llm", "search"))).isEqualTo(2);
    }

    @Test
    void aPipeInPlaceOfAPolicyKeepsItAndStopsNoOther() throws Exception {
        write("slo-policies/llm/chat.yaml", policy(7));
        write("slo-policies/llm/search.yaml", policy(2));
        look();
        Files.delete(root.resolve("slo-policies/llm/chat.yaml"));
        makePipe("slo-policies/llm/chat.yaml");
        write("slo-policies/llm/search.yaml", policy(3));

        look();

        assertThat(minReplicas()).isEqualTo(7);
        assertThat(library.findPolicy(CHAT).orElseThrow().fault()).isPresent();
        assertThat(minReplicas(new DocumentName("llm", "search"))).isEqualTo(3);
    }

    /** Neither a key of it nor its path is told to anybody. */
    @Test
    void aLinkOutOfTheDirectoryIsNotFollowed() throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("shadow"), "root: secret");
        Files.createDirectories(root.resolve("slo-policies/llm"));
        Files.createSymbolicLink(root.resolve("slo-policies/llm/chat.yaml"), secret);

        look();

        assertThat(faultOfChat()).isEqualTo("the document must lie in the policies directory, was a link out of it");
        assertThat(library.loaded()).as("it was looked at, and is refused").isTrue();
    }

    @Test
    void aFolderThatIsALinkOutOfTheDirectoryHoldsNoDocuments() throws IOException {
        Files.writeString(elsewhere.resolve("chat.yaml"), policy(7));
        write("slo-policies/other/search.yaml", policy(2));
        Files.createSymbolicLink(root.resolve("slo-policies/llm"), elsewhere);

        look();

        assertThat(library.names(DocumentKind.SLO_POLICY)).containsExactly(new DocumentName("other", "search"));
        assertThat(library.loaded()).isTrue();
    }

    @Test
    void whatIsNoTextIsADocumentWithAFault() throws IOException {
        write("slo-policies/llm/chat.yaml", "");
        Files.write(root.resolve("slo-policies/llm/chat.yaml"), policy(7).getBytes(StandardCharsets.UTF_16));
        look();
        assertThat(faultOfChat()).isEqualTo("the document must be UTF-8 text, was UTF-16");
        assertThat(library.findPolicy(CHAT).orElseThrow().unread())
                .as("its author must mend it")
                .isFalse();

        Files.writeString(root.resolve("slo-policies/llm/chat.yaml"), "#".repeat((1 << 20) + 1));
        look();
        assertThat(faultOfChat()).isEqualTo("the document must have at most 1048576 bytes, has more");

        write("slo-policies/llm/chat.yaml", policy(7));
        look();
        assertThat(minReplicas()).isEqualTo(7);
        assertThat(library.findPolicy(CHAT).orElseThrow().fault()).isEmpty();
    }

    /** It may be good: whoever asks for it is to ask again, and not told that it does not exist. */
    @Test
    void aFileThatCannotBeReadIsThereAllTheSame() throws IOException {
        write("slo-policies/other/search.yaml", policy(2));
        Files.createDirectories(root.resolve("slo-policies/llm"));
        dangle("slo-policies/llm/chat.yaml");

        look();

        PolicyStatus status = library.findPolicy(CHAT).orElseThrow();
        assertThat(status.unread()).isTrue();
        assertThat(status.inForce()).isEmpty();
        assertThat(status.fault().orElseThrow()).startsWith("the document cannot be read: ");
        assertThat(library.complete()).as("nobody knows what it says").isFalse();
        assertThat(library.loaded()).as("the others are planned for").isTrue();

        Files.delete(root.resolve("slo-policies/llm/chat.yaml"));
        look();
        assertThat(library.complete()).isTrue();
    }

    @Test
    void whatIsReadAgainIsInForceThoughItSaysTheSame() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        look();
        dangle("slo-policies/llm/chat.yaml");
        look();
        assertThat(library.complete()).as("what it said before stays in force").isTrue();
        Files.delete(root.resolve("slo-policies/llm/chat.yaml"));
        write("slo-policies/llm/chat.yaml", policy(7));

        look();

        assertThat(library.findPolicy(CHAT).orElseThrow().fault()).isEmpty();
        assertThat(outcomes())
                .containsExactly(
                        DocumentChange.Outcome.TAKEN, DocumentChange.Outcome.REFUSED, DocumentChange.Outcome.TAKEN);
    }

    /** A file stands where a folder should, which forbids root, too. */
    @Test
    void aFolderThatCannotBeReadAtTheStartIsWaitedFor() throws IOException {
        write("slo-policies", "not a folder");
        look();
        assertThat(library.loaded()).isFalse();
        assertThat(library.complete()).isFalse();

        Files.delete(root.resolve("slo-policies"));
        write("slo-policies/llm/chat.yaml", policy(7));
        look();

        assertThat(library.loaded()).isTrue();
        assertThat(library.complete()).isTrue();
    }

    @Test
    void aFolderThatCannotBeReadLaterMakesNobodyForgetWhatWasRead() throws IOException {
        write("slo-policies/llm/chat.yaml", policy(7));
        look();
        Files.move(root.resolve("slo-policies"), elsewhere.resolve("gone"));
        write("slo-policies", "not a folder");

        look();

        assertThat(library.loaded()).isTrue();
        assertThat(library.complete())
                .as("a name that is unknown may stand there")
                .isFalse();
        assertThat(minReplicas()).isEqualTo(7);
    }

    private String faultOfChat() {
        return library.faultText(DocumentKind.SLO_POLICY, CHAT);
    }

    private void makePipe(String path) throws Exception {
        int exit = new ProcessBuilder("mkfifo", root.resolve(path).toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).as("mkfifo").isZero();
    }
}
