// SPDX-License-Identifier: Apache-2.0
/** Programs as processes: started, watched, killed, and ended with the run. */
@NullMarked
package dev.headroom.e2e.process;

import org.jspecify.annotations.NullMarked;
