// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.ingest;

import java.util.function.Consumer;

/**
 * Who is told of what is read, by the thread that reads.
 *
 * @param read told of each record's topic
 * @param lost told of each record of which something was lost
 */
public record FeedListener(Consumer<String> read, LossListener lost) {
    /** Nobody. */
    public static final FeedListener NOBODY = new FeedListener(topic -> {}, (record, losses) -> {});
}
