// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The decision log of a replica whose disk is filled. */
final class DecisionLogFile {
    static final ChaosFault DISK_FULL = diskFull();

    private static final Duration FULL = Duration.ofSeconds(20);
    /** In which every byte is a letter: a torn line may end within one. */
    private static final Charset EVERY_BYTE = StandardCharsets.ISO_8859_1;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lines of the file when there was room again; -1 before. */
    private long linesBefore = -1;

    private DecisionLogFile() {}

    private static ChaosFault diskFull() {
        DecisionLogFile log = new DecisionLogFile();
        return ChaosFault.of(
                        "decisions-disk-full",
                        StageKind.SMALL_DISKS,
                        "the disk of the decision log is filled for 20 s, while a decision is written each second",
                        "answers go on, decisions are lost and counted, and the log goes on when there is room",
                        log::fill)
                .overWhen(log::goesOn)
                .lookedAtBy(DecisionLogFile::look);
    }

    private void fill(ChaosStage stage, Notes notes) throws Exception {
        SmallDisk disk = stage.extras().decisionsDisk();
        disk.fill();
        Waiting.during(FULL);
        linesBefore = lines(stage);
        disk.free();
    }

    private boolean goesOn(ChaosStage stage) {
        try {
            return lines(stage) > linesBefore + 1;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void look(ChaosStage stage, Notes notes) throws IOException {
        long torn = 0;
        for (String line : Files.readAllLines(file(stage), EVERY_BYTE)) {
            torn += isJson(line) ? 0 : 1;
        }
        long lost = stage.replicas()
                .get(0)
                .service()
                .meter("headroom_decisions_dropped_total")
                .orElse(0);
        notes.expect(lost > 0, "%d decisions were lost and counted", lost);
        notes.expect(torn <= 1, "%d lines of the log are torn", torn);
    }

    private static boolean isJson(String line) {
        try {
            return JSON.readTree(line).isObject();
        } catch (JsonProcessingException torn) {
            return false;
        }
    }

    private static long lines(ChaosStage stage) throws IOException {
        try (var lines = Files.lines(file(stage), EVERY_BYTE)) {
            return lines.count();
        }
    }

    private static Path file(ChaosStage stage) {
        return stage.extras().decisionsDisk().file(StageExtras.DECISIONS);
    }
}
