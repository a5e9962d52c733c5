// SPDX-License-Identifier: Apache-2.0
/** The command that plans over recorded telemetry. In: options. Out: turns. Never: the run itself; {@code lab.shadow} has it. */
@NullMarked
package dev.headroom.cli.shadow;

import org.jspecify.annotations.NullMarked;
