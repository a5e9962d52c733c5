// SPDX-License-Identifier: Apache-2.0
/**
 * Processes beside the service: programs of this module and of the benchmarks, each in a process of its own, so that it can be stopped,
 * killed and measured. In: arguments. Out: running processes, what they print, their CPU time. Never: what they are for.
 */
@NullMarked
package dev.headroom.lab.process;

import org.jspecify.annotations.NullMarked;
