// SPDX-License-Identifier: Apache-2.0
/** Model servers at the addresses of fake pods, and their users. */
@NullMarked
package dev.headroom.e2e.serving;

import org.jspecify.annotations.NullMarked;
