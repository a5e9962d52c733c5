// SPDX-License-Identifier: Apache-2.0
/**
 * {@code headroom lab faults}: what Headroom does when something is missing or wrong.
 *
 * <p>In: courses of load, an engine, the protocol's faults. Out: what each fault cost beside a twin run without it, and which
 * scale-downs it caused. Never: how Headroom decides.
 */
@NullMarked
package dev.headroom.lab.faults;

import org.jspecify.annotations.NullMarked;
