// SPDX-License-Identifier: Apache-2.0
/** A Kubernetes cluster of real programs on the loopback interface. */
@NullMarked
package dev.headroom.e2e.cluster;

import org.jspecify.annotations.NullMarked;
