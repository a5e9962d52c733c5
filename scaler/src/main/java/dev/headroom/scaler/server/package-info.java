// SPDX-License-Identifier: Apache-2.0
/**
 * The command line of a model server. In: command, arguments and environment of a container. Out: its words. Never: clocks, the meaning
 * of an engine's arguments.
 */
@NullMarked
package dev.headroom.scaler.server;

import org.jspecify.annotations.NullMarked;
