// SPDX-License-Identifier: Apache-2.0
/**
 * Shared by all that parse a command line: the version, and how wrong input and failures are printed. In: a picocli command. Out:
 * one sentence and an exit code. Never: a particular command.
 */
@NullMarked
package dev.headroom.lab.command;

import org.jspecify.annotations.NullMarked;
