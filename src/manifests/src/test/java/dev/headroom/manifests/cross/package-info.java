/** What must fit together. In: bundles of objects, the scaler's own words. Out: references that lead nowhere. Never: an object alone. */
@NullMarked
package dev.headroom.manifests.cross;

import org.jspecify.annotations.NullMarked;
