/** Documents from a directory, where there is no cluster. In: files. Out: documents for the library. Never: their meaning. */
@NullMarked
package dev.headroom.scaler.edge.files;

import org.jspecify.annotations.NullMarked;
