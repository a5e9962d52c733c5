// SPDX-License-Identifier: Apache-2.0
/**
 * {@code headroom init}: finds the model servers of a cluster and proposes files for review. In: objects that the API server lists. Out: a
 * folder of manifests. Never: a change in the cluster.
 */
@NullMarked
package dev.headroom.cli.init;

import org.jspecify.annotations.NullMarked;
