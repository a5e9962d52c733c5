// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.timeline;

/** How values within one span become one. */
enum Summary {
    /** The mean of the known ones. */
    MEAN {
        @Override
        double of(double sum, int count, double most) {
            return sum / count;
        }
    },
    /** The largest: a short peak is what people look for. */
    MAX {
        @Override
        double of(double sum, int count, double most) {
            return most;
        }
    };

    /**
     * The one value.
     *
     * @param sum of the known values
     * @param count of the known values; above 0
     * @param most the largest of them
     */
    abstract double of(double sum, int count, double most);
}
