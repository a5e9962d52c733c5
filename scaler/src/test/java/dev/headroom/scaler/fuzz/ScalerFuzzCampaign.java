// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fuzz;

import dev.headroom.fuzz.FuzzCampaign;
import dev.headroom.fuzz.FuzzTarget;
import java.util.List;

/** Minutes, so only in the profile {@code long}. */
class ScalerFuzzCampaign extends FuzzCampaign {
    @Override
    protected List<FuzzTarget> targets() {
        return ScalerFuzzTargets.ALL;
    }
}
