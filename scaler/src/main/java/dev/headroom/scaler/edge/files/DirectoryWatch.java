// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks at a directory again and again. */
public final class DirectoryWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DirectoryWatch.class);

    private final DocumentDirectory directory;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "headroom-directory-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Does not look yet. */
    public DirectoryWatch(DocumentDirectory directory) {
        this.directory = directory;
    }

    /** Looks at once, and then at this pace. */
    public void start(Duration every) {
        look();
        // The handle is not kept: close() ends the timer as a whole.
        var unused =
                timer.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        directory.close();
    }

    private void look() {
        try {
            directory.look();
        } catch (RuntimeException e) {
            LOG.errorf(e, "policies directory could not be read");
        }
    }
}
