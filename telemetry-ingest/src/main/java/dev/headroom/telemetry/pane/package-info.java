// SPDX-License-Identifier: Apache-2.0
/**
 * Messages between processes that share the reading, and their conversion to bytes. In: panes, progress; or bytes. Out: bytes; or panes and
 * progress.
 *
 * <p>Never: Kafka, now. Its contract is {@code proto/src/main/proto/pane.proto}.
 */
@NullMarked
package dev.headroom.telemetry.pane;

import org.jspecify.annotations.NullMarked;
