// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.publish;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the clients of one process that shares the reading. */
interface SharingClients {
    /** A member of the group, not subscribed yet. */
    Consumer<byte[], byte[]> member();

    /** A writer of transactions, not initialised yet; all of one process bear the same transactional id. */
    Producer<byte[], byte[]> writer();

    /** Ensures that the topic of panes exists; throws the client's exception where it does not and may not be made. */
    void ensurePanes() throws InterruptedException;
}
