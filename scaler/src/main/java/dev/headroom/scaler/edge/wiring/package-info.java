/** The one place where collaborators are constructed. In: settings. Out: beans. Never: decisions. */
@NullMarked
package dev.headroom.scaler.edge.wiring;

import org.jspecify.annotations.NullMarked;
