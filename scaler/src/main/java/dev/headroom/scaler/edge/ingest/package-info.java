/**
 * Starts and stops the consumer with the service, and counts the read records. In: bytes of a record. Out: bytes for the pipeline, facts
 * for the meters. Never: the meaning of the bytes.
 */
@NullMarked
package dev.headroom.scaler.edge.ingest;

import org.jspecify.annotations.NullMarked;
