// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.decisions;

import dev.headroom.scaler.cycle.Noteworthy;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Writes decisions down: each that differs from the workload's last one in the file, and an unchanged one at intervals. The planning thread
 * only hands them over; another thread formats and writes them. Decisions beyond that thread's speed are dropped and counted. A crash loses
 * the waiting ones.
 */
public final class DecisionLog implements Consumer<Decision>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DecisionLog.class);

    /** Some ten kB each; a round of a thousand workloads that all change fits. */
    private static final int MOST_WAITING = 1024;

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final DecisionLogSettings settings;
    private final DecisionFacts facts;
    private final BlockingQueue<Decision> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Noteworthy noteworthy;
    private final Thread writer;
    private volatile boolean closing;

    /** Stands still, and opens nothing yet. */
    public DecisionLog(DecisionLogSettings settings, DecisionFacts facts) {
        this.settings = settings;
        this.facts = facts;
        this.noteworthy = new Noteworthy(settings.every());
        this.writer = new Thread(this::writeAll, "headroom-decisions");
        this.writer.setDaemon(true);
    }

    /** Begins to write. */
    public void start() {
        writer.start();
    }

    /** Planning thread only; returns at once. */
    @Override
    public void accept(Decision decision) {
        if (!noteworthy.isNoteworthy(decision.plan())) {
            return;
        }
        if (waiting.offer(decision)) {
            noteworthy.noted(decision.plan());
        } else {
            facts.dropped();
        }
    }

    /** Writes the waiting decisions, for as long as a shutdown may take. */
    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        try {
            writer.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        try (RotatedFile file = new RotatedFile(settings.file(), settings.mostBytes(), settings.kept())) {
            boolean failing = false;
            for (Optional<Decision> next = next(); next.isPresent(); next = next()) {
                failing = write(next.get(), file, failing);
            }
        } catch (IOException e) {
            LOG.warnf("decision log could not be closed file=%s cause=%s", settings.file(), e);
        }
    }

    /** Waits for one; empty when it is over and none waits any more. */
    private Optional<Decision> next() {
        if (closing) {
            return Optional.ofNullable(waiting.poll());
        }
        try {
            return Optional.of(waiting.take());
        } catch (InterruptedException e) {
            // Only close() interrupts this thread.
            return Optional.ofNullable(waiting.poll());
        }
    }

    /** Said once, until a line can be written again. */
    private boolean write(Decision decision, RotatedFile file, boolean failing) {
        try {
            file.write(DecisionText.write(decision));
            facts.written();
            if (failing) {
                LOG.infof("decision log can be written again file=%s", settings.file());
            }
            return false;
        } catch (IOException | RuntimeException e) {
            facts.dropped();
            if (!failing) {
                LOG.warnf("decision log cannot be written, decisions are lost file=%s cause=%s", settings.file(), e);
            }
            closeQuietly(file);
            return true;
        }
    }

    /** The next line reopens it: the disk may be another one by then. */
    private static void closeQuietly(RotatedFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debugf("decision log could not be closed cause=%s", e);
        }
    }
}
