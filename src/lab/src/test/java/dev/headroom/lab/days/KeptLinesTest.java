// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLinesTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("rows.jsonl");
    }

    @Test
    void findsAgainWhatWasWritten() {
        open().add(DayRows.row("headroom", 120));
        open().add(DayRows.row("B3", 90));

        assertThat(open().all()).hasSize(2);
        assertThat(open().find(DayRows.row("B3", 1).key())).contains(DayRows.row("B3", 90));
        assertThat(open().find("nobody")).isEmpty();
    }

    @Test
    void theLaterOfTwoCounts() {
        KeptLines<DayRow> lines = open();
        lines.add(DayRows.row("headroom", 120));
        lines.add(DayRows.row("headroom", 80));

        assertThat(open().find(DayRows.row("headroom", 1).key())).contains(DayRows.row("headroom", 80));
    }

    @Test
    void dropsALineThatWasTorn() throws IOException {
        open().add(DayRows.row("headroom", 120));
        Files.writeString(file, "{\"cell\":\"evening-r8", StandardOpenOption.APPEND);

        open().add(DayRows.row("B3", 90));

        assertThat(open().all().values()).containsExactly(DayRows.row("headroom", 120), DayRows.row("B3", 90));
    }

    private KeptLines<DayRow> open() {
        return KeptLines.open(file, DayRow::key, DayRowJson::write, DayRowJson::read);
    }
}
