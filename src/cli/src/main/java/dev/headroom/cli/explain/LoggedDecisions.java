// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.decision.Difference;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.plan.ReplicaPlan;
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
record LoggedDecisions(
        long decisions, List<Checked> different, List<String> bad, OptionalInt newer, Optional<Checked> chosen) {
    LoggedDecisions {
        different = List.copyOf(different);
        bad = List.copyOf(bad);
    }

    /**
     * A decision that was made again.
     *
     * @param line where it stands in its file, from 1
     * @param decision as it was
     * @param sameNumber whether the number is the same, and so is what KEDA was told
     * @param differences between the plan as it was and as it is made now; none for equal plans
     */
    record Checked(long line, Decision decision, boolean sameNumber, List<Difference> differences) {
        Checked {
            differences = List.copyOf(differences);
        }

        /** Older versions noted the error budget as an input alone, not in the plan as well. */
        private static ReplicaPlan asNoted(ReplicaPlan plan, ReplicaPlan again) {
            return plan.basis().budget().isPresent() ? again : again.withBudget(Optional.empty());
        }

        static Checked of(long line, Decision decision) {
            ReplicaPlan plan = decision.plan();
            ReplicaPlan again = decision.again();
            return new Checked(
                    line,
                    decision,
                    plan.desired() == again.desired() && plan.answer().equals(again.answer()),
                    Difference.between(plan, asNoted(plan, again)));
        }
    }

    /** Reads the file line by line; of the decisions it keeps those that differ and the one that is wanted. */
    static LoggedDecisions read(Path file, Wanted wanted) {
        Reading reading = new Reading(wanted);
        // Latin-1 has a character for each byte: a line that was torn within a character spoils itself alone.
        try (BufferedReader lines =
                Files.newBufferedReader(InputFile.existing("FILE", file), StandardCharsets.ISO_8859_1)) {
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
        BadInputException.unless(
                reading.binary == 0 || reading.readable > 0, "FILE must be UTF-8 text, which '" + file + "' is not");
        return new LoggedDecisions(reading.count, reading.different, reading.bad, reading.newer, reading.chosen);
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

        void take(long number, byte[] line) {
            String text;
            try {
                text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(line))
                        .toString();
            } catch (CharacterCodingException torn) {
                binary++;
                bad.add("line " + number + ": is not UTF-8 text");
                return;
            }
            readable++;
            Parsed<Decision> parsed =
                    DecisionText.read(text, schema -> newer = OptionalInt.of(Math.max(schema, newer.orElse(schema))));
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
