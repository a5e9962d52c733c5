// SPDX-License-Identifier: Apache-2.0
/** Reads results of load-test tools. In: files. Out: {@code LoadTest}, or one sentence. Never: a serving profile. */
@NullMarked
package dev.headroom.cli.loadtest;

import org.jspecify.annotations.NullMarked;
