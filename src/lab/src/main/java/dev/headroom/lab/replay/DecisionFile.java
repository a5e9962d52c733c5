// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.replay;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.scaler.cycle.Noteworthy;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes decisions down as the service does: each that says something new, and one in ten minutes. One thread. */
final class DecisionFile implements Consumer<Decision>, AutoCloseable {
    private final @Nullable Path file;
    private final Noteworthy noteworthy = new Noteworthy(Duration.ofMinutes(10));
    private Writer open = Writer.nullWriter();

    /** Opens nothing yet; with no file, nothing ever. */
    DecisionFile(@Nullable Path file) {
        this.file = file;
    }

    /** Empties the file, or makes it. */
    void begin() {
        if (file != null) {
            try {
                open = Files.newBufferedWriter(file);
            } catch (IOException failure) {
                throw unwritable(failure);
            }
        }
    }

    @Override
    public void accept(Decision decision) {
        if (file == null || !noteworthy.isNoteworthy(decision.plan())) {
            return;
        }
        noteworthy.noted(decision.plan());
        try {
            open.write(DecisionText.write(decision) + "\n");
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    @Override
    public void close() {
        try {
            open.close();
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private BadInputException unwritable(IOException failure) {
        return new BadInputException("--decisions cannot be written to '" + file + "': " + failure, failure);
    }
}
