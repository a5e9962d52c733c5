// SPDX-License-Identifier: Apache-2.0
/** The real programs, built once from pinned modules and kept by version. */
@NullMarked
package dev.headroom.e2e.programs;

import org.jspecify.annotations.NullMarked;
