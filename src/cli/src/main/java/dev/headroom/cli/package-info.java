// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code headroom} command that users run. In: a command line. Out: an exit code, and at most one sentence about what went
 * wrong. Never: a model of anything; the lab has those.
 */
@NullMarked
package dev.headroom.cli;

import org.jspecify.annotations.NullMarked;
