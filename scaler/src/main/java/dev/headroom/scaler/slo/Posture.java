// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

/** How much certainty to buy when demand is uncertain. */
public enum Posture {
    /** Cover demand as it is most likely; cheapest. */
    LEAN,
    /** Cover the demand that the objectives' percentile asks for. */
    BALANCED,
    /** Cover demand that is hardly ever exceeded. */
    SAFE
}
