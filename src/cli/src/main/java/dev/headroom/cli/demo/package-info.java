// SPDX-License-Identifier: Apache-2.0
/** The command that runs everything on this machine. In: options. Out: a verdict. Never: the world itself; {@code lab.demo} has it. */
@NullMarked
package dev.headroom.cli.demo;

import org.jspecify.annotations.NullMarked;
