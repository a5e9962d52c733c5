// SPDX-License-Identifier: Apache-2.0
/**
 * What the images hold that others wrote. In: the bills of materials of scaler and sidecar, and a file of advisories where somebody
 * names one. Out: a list of parts with their licences, and a failing build where a part must not be shipped. Never: the network.
 */
@NullMarked
package dev.headroom.supply;

import org.jspecify.annotations.NullMarked;
