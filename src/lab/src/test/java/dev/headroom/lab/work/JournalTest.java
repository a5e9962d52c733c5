// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void namesTheFile() {
        file = directory.resolve("journal.tsv");
    }

    @Test
    void whatWasAddedIsThereAfterARestart() throws IOException {
        try (Journal journal = Journal.open(file, "suite quick")) {
            journal.add("a", "{\"x\":1}");
            journal.add("b", "zwei ü");
        }

        try (Journal again = Journal.open(file, "suite quick")) {
            assertThat(again.size()).isEqualTo(2);
            assertThat(again.find("b")).contains("zwei ü");
            assertThat(again.find("c")).isEmpty();
        }
    }

    @Test
    void whereverALineIsTornAllLinesBeforeItAreKeptAndNewOnesFollow() throws IOException {
        try (Journal journal = Journal.open(file, "suite quick")) {
            journal.add("a", "1");
            journal.add("b", "2");
        }
        byte[] whole = Files.readAllBytes(file);
        int lastLine = new String(whole, StandardCharsets.UTF_8).indexOf("b\t");
        for (int kept = lastLine; kept < whole.length; kept++) {
            Files.write(file, Arrays.copyOf(whole, kept));

            try (Journal torn = Journal.open(file, "suite quick")) {
                assertThat(torn.find("a")).as("%d bytes", kept).contains("1");
                assertThat(torn.find("b")).as("%d bytes", kept).isEmpty();
                torn.add("c", "3");
            }

            try (Journal again = Journal.open(file, "suite quick")) {
                assertThat(again.size()).as("%d bytes", kept).isEqualTo(2);
                assertThat(again.find("c")).as("%d bytes", kept).contains("3");
            }
        }
    }

    @Test
    void aHeadThatIsTornIsWrittenAnew() throws IOException {
        try (Journal journal = Journal.open(file, "suite quick")) {
            journal.add("a", "1");
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, 9));

        try (Journal torn = Journal.open(file, "suite quick")) {
            assertThat(torn.size()).isZero();
        }
        try (Journal again = Journal.open(file, "suite quick")) {
            assertThat(again.size()).isZero();
        }
    }

    @Test
    void ofOtherWorkItIsRefusedAndLeftAsItIs() throws IOException {
        try (Journal journal = Journal.open(file, "suite full, seed 1")) {
            journal.add("a", "1");
        }
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Journal.open(file, "suite full, seed 2"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "journal " + file + " is of other work (suite full, seed 1) than this (suite full, seed 2)");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoJournalIsRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(file, "arrival_s,input_tokens,output_tokens\n");

        assertThatThrownBy(() -> Journal.open(file, "w"))
                .hasMessage("journal " + file + " is no journal: move it away");
        assertThat(file).hasContent("arrival_s,input_tokens,output_tokens\n");
    }

    @Test
    void damageInTheMiddleIsNotPassedOver() throws IOException {
        try (Journal journal = Journal.open(file, "w")) {
            journal.add("a", "1");
            journal.add("b", "2");
            journal.add("c", "3");
        }
        Files.writeString(file, Files.readString(file).replace("b\t2", "b\t7"), StandardOpenOption.TRUNCATE_EXISTING);

        assertThatThrownBy(() -> Journal.open(file, "w"))
                .hasMessage("journal " + file + " is damaged after 1 parts: begin a new run");
    }

    @Test
    void aResultIsOneLine() throws IOException {
        try (Journal journal = Journal.open(file, "w")) {
            assertThatThrownBy(() -> journal.add("a", "1\n2"))
                    .hasMessage("a journal's value must have no tab and no line's end");
        }
    }

    @Test
    void doneWorkLeavesNoJournal() {
        Journal journal = Journal.open(file, "w");
        journal.add("a", "1");

        journal.delete();

        assertThat(file).doesNotExist();
    }
}
