// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import dev.headroom.fuzz.FuzzCampaign;
import dev.headroom.fuzz.FuzzTarget;
import java.util.List;

/** Minutes, so only in the profile {@code long}. */
class SidecarFuzzCampaign extends FuzzCampaign {
    @Override
    protected List<FuzzTarget> targets() {
        return List.of(new FramingTarget());
    }
}
