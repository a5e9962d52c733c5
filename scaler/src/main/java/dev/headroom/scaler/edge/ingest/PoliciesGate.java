// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import dev.headroom.scaler.cycle.DocumentLibrary;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Opens when policies and pods have been read, or when waiting longer would not help. Without the cluster the feed is still read, and
 * telemetry that cannot be attributed is counted.
 */
public final class PoliciesGate implements PipelineSink.Gate {
    private static final Logger LOG = Logger.getLogger(PoliciesGate.class);

    private final DocumentLibrary library;
    private final PodsKnown pods;
    private final Duration atMost;
    private boolean open;

    /** Closed until the library is loaded and the pods are known, waiting at most this long for each after the first record. */
    public PoliciesGate(DocumentLibrary library, PodsKnown pods, Duration atMost) {
        this.library = library;
        this.pods = pods;
        this.atMost = atMost;
    }

    /** Whether pods can be distinguished by now. */
    @FunctionalInterface
    public interface PodsKnown {
        /** Waits until the pods are known or clearly cannot be; false when neither is so by then. */
        boolean await(Duration atMost) throws InterruptedException;
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
            if (!pods.await(atMost)) {
                LOG.warnf("pods not read within %d s, reading telemetry without them", atMost.toSeconds());
            }
            open = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
