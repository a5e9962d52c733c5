// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.scaler.cycle.DocumentLibrary;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Opens when the policies have been read, or when waiting longer would help nobody: without the cluster the feed is read all the
 * same, and what belongs to nobody is counted.
 */
public final class PoliciesGate implements PipelineSink.Gate {
    private static final Logger LOG = Logger.getLogger(PoliciesGate.class);

    private final DocumentLibrary library;
    private final Duration atMost;
    private boolean open;

    /** Closed until the library is loaded, at most this long after the first record. */
    public PoliciesGate(DocumentLibrary library, Duration atMost) {
        this.library = library;
        this.atMost = atMost;
    }

    @Override
    public void pass() {
        if (open) {
            return;
        }
        try {
            if (!library.awaitLoaded(atMost)) {
                LOG.warnf("policies not read within %d s, reading telemetry without them", atMost.toSeconds());
            }
            open = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
