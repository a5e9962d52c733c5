// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.snapshot;

/** Reports how the feed is doing. Implemented at the edge; safe to call from any thread, never blocks. */
public interface FeedWatch {
    /** The newest status. */
    FeedStatus status();
}
