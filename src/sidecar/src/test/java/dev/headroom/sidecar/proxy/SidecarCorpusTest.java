// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import dev.headroom.fuzz.CorpusContract;
import dev.headroom.fuzz.FuzzTarget;
import java.util.List;

class SidecarCorpusTest extends CorpusContract {
    @Override
    protected List<FuzzTarget> targets() {
        return List.of(new FramingTarget());
    }
}
