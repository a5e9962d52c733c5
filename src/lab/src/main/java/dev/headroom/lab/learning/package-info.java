// SPDX-License-Identifier: Apache-2.0
/**
 * {@code headroom lab learn}: what Headroom makes of a server that nobody has measured.
 *
 * <p>In: engines, ordinary traffic. Out: its answers beside those of a twin that was told what a load test found. Never: how it
 * learns.
 */
@NullMarked
package dev.headroom.lab.learning;

import org.jspecify.annotations.NullMarked;
