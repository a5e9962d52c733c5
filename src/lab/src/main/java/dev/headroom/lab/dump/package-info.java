/**
 * A copy of one's own telemetry topics in a file, and the requests in it.
 *
 * <p>In: a broker and topics, or a file made of them. Out: the file, or {@link dev.headroom.lab.traffic.RequestList requests}. Never:
 * a record's content on a screen or in a message.
 */
@NullMarked
package dev.headroom.lab.dump;

import org.jspecify.annotations.NullMarked;
