// SPDX-License-Identifier: Apache-2.0
/**
 * What processes that share the reading tell each other, and the border to how it is written. In: panes, progress; or bytes. Out: bytes;
 * or panes and progress.
 *
 * <p>Never: Kafka, now. Its contract is {@code proto/src/main/proto/pane.proto}.
 */
@NullMarked
package dev.headroom.telemetry.pane;

import org.jspecify.annotations.NullMarked;
