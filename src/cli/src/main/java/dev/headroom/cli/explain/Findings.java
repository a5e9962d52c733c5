// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.document.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a decision log holds, each decision made again.
 *
 * @param decisions how many there are of the wanted workload
 * @param different those that give another number now
 * @param bad lines that are no decisions, one sentence each
 * @param newer the highest schema of a line that a newer version wrote; empty where none did
 * @param chosen the one that was asked for; empty where there is none
 */
record Findings(
        long decisions, List<Checked> different, List<String> bad, OptionalInt newer, Optional<Checked> chosen) {
    Findings {
        different = List.copyOf(different);
        bad = List.copyOf(bad);
    }

    /** Reads the file line by line; of the decisions it keeps those that differ and the one that is wanted. */
    static Findings in(Path file, Wanted wanted) {
        Reading reading = new Reading(wanted);
        // Latin-1 has a character for each byte: a line that was torn within a character spoils itself alone.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    reading.take(number, line.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException unreadable) {
            throw new BadInputException(
                    "FILE cannot be read from '" + file + "': " + unreadable.getMessage(), unreadable);
        }
        if (reading.allAreBinary()) {
            throw new BadInputException("FILE must be UTF-8 text, which '" + file + "' is not");
        }
        return new Findings(reading.count, reading.different, reading.bad, reading.newer, reading.chosen);
    }

    /** What was found so far. */
    private static final class Reading {
        private final Wanted wanted;
        private final List<Checked> different = new ArrayList<>();
        private final List<String> bad = new ArrayList<>();
        private OptionalInt newer = OptionalInt.empty();
        private Optional<Checked> chosen = Optional.empty();
        private long count;
        private long readable;
        private long binary;

        Reading(Wanted wanted) {
            this.wanted = wanted;
        }

        boolean allAreBinary() {
            return binary > 0 && readable == 0;
        }

        void take(long number, byte[] line) {
            try {
                take(
                        number,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(line))
                                .toString());
                readable++;
            } catch (CharacterCodingException torn) {
                binary++;
                bad.add("line " + number + ": is not UTF-8 text");
            }
        }

        private void take(long number, String line) {
            Parsed<Decision> parsed =
                    DecisionText.read(line, schema -> newer = OptionalInt.of(Math.max(schema, newer.orElse(schema))));
            if (parsed instanceof Parsed.Valid<Decision> valid) {
                take(number, valid.value());
            } else {
                bad.add("line " + number + ": " + parsed.fold(valid -> "", Parsed.Invalid::sentence));
            }
        }

        private void take(long number, Decision decision) {
            if (!wanted.isOf(decision)) {
                return;
            }
            count++;
            Checked checked = Checked.of(number, decision);
            if (!checked.sameNumber()) {
                different.add(checked);
            }
            if (wanted.means(decision, count)) {
                chosen = Optional.of(checked);
            }
        }
    }
}
