// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.fuzz;

import dev.headroom.fuzz.CorpusContract;
import dev.headroom.fuzz.FuzzTarget;
import java.util.List;

class ScalerCorpusTest extends CorpusContract {
    @Override
    protected List<FuzzTarget> targets() {
        return ScalerFuzzTargets.ALL;
    }
}
