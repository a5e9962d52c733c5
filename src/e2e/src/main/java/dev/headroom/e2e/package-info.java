// SPDX-License-Identifier: Apache-2.0
/** The command that runs Headroom among the real parts of a cluster. */
@NullMarked
package dev.headroom.e2e;

import org.jspecify.annotations.NullMarked;
