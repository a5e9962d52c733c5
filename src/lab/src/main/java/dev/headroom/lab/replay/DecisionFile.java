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
import java.util.Optional;
import java.util.function.Consumer;

/** Writes decisions down as the service does: each that says something new, and one in ten minutes. One thread. */
final class DecisionFile implements Consumer<Decision>, AutoCloseable {
    private final Optional<Path> file;
    private final Noteworthy noteworthy = new Noteworthy(Duration.ofMinutes(10));
    private Optional<Writer> open = Optional.empty();

    private DecisionFile(Optional<Path> file) {
        this.file = file;
    }

    /** Opens nothing yet; with no file, nothing ever. */
    static DecisionFile at(Optional<Path> file) {
        return new DecisionFile(file);
    }

    /** Empties the file, or makes it. */
    void begin() {
        if (file.isPresent()) {
            try {
                open = Optional.of(Files.newBufferedWriter(file.get()));
            } catch (IOException e) {
                throw new BadInputException("--decisions cannot be written to '" + file.get() + "': " + e, e);
            }
        }
    }

    @Override
    public void accept(Decision decision) {
        if (open.isEmpty() || !noteworthy.isNoteworthy(decision.plan())) {
            return;
        }
        noteworthy.noted(decision.plan());
        try {
            open.get().write(DecisionText.write(decision) + "\n");
        } catch (IOException e) {
            throw new BadInputException("--decisions cannot be written to: " + e, e);
        }
    }

    @Override
    public void close() {
        if (open.isPresent()) {
            try {
                open.get().close();
            } catch (IOException e) {
                throw new BadInputException("--decisions cannot be written to: " + e, e);
            }
        }
    }
}
