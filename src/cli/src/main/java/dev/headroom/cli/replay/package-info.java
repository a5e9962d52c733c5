// SPDX-License-Identifier: Apache-2.0
/** The command that plays recorded traffic. In: options. Out: a table or JSON. Never: the run itself; {@code lab.replay} has it. */
@NullMarked
package dev.headroom.cli.replay;

import org.jspecify.annotations.NullMarked;
