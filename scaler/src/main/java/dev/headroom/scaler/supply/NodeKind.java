// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.supply;

/** The node that a start meets. */
public enum NodeKind {
    /** A node that stood ready with room. */
    WARM,
    /** None: a node, or room on one, had to be made for it. */
    NEW
}
