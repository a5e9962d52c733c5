// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import dev.headroom.lab.chaos.ChaosRow.End;
import dev.headroom.lab.process.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tries faults one after the other; those of a stage share it, as long as it is whole. */
final class ChaosRun {
    private final Consumer<String> progress;

    /**
     * Nothing is begun.
     *
     * @param progress told a line when something begins or ends
     */
    ChaosRun(Consumer<String> progress) {
        this.progress = progress;
    }

    /** A row a fault, in their order within their stages. */
    List<ChaosRow> of(List<ChaosFault> faults) throws Exception {
        Map<StageKind, List<ChaosFault>> byStage = new EnumMap<>(StageKind.class);
        faults.forEach(fault -> byStage.computeIfAbsent(fault.stage(), first -> new ArrayList<>())
                .add(fault));
        List<ChaosRow> rows = new ArrayList<>();
        for (Map.Entry<StageKind, List<ChaosFault>> stage : byStage.entrySet()) {
            rows.addAll(on(stage.getKey(), stage.getValue()));
        }
        return rows;
    }

    /** A fault that broke something gets the next ones a new stage, so that none pays for another. */
    private List<ChaosRow> on(StageKind kind, List<ChaosFault> faults) throws Exception {
        List<ChaosRow> rows = new ArrayList<>();
        while (rows.size() < faults.size()) {
            Path directory = Files.createTempDirectory("headroom-chaos-");
            boolean whole = true;
            try (Cleanup cleanup = Cleanup.alsoOnShutdown()) {
                progress.accept("stage: " + kind.sentence());
                ChaosStage stage = cleanup.opened(new ChaosStage(kind, directory));
                while (whole && rows.size() < faults.size()) {
                    ChaosFault fault = faults.get(rows.size());
                    ChaosRow row = tried(fault, stage);
                    rows.add(row);
                    whole = row.end() != End.BROKEN;
                    if (whole && rows.size() < faults.size()) {
                        fault.restore().on(stage, new Notes());
                    }
                }
            } catch (NotPossibleHereException why) {
                remaining(rows, faults).forEach(fault -> rows.add(ChaosRow.without(fault, End.NOT_RUN, why.what())));
            } catch (IllegalStateException | IOException failure) {
                whole = false;
                remaining(rows, faults)
                        .forEach(fault -> rows.add(ChaosRow.without(fault, End.BROKEN, "the stage: " + failure)));
            }
            if (whole) {
                Cleanup.delete(directory);
            } else {
                progress.accept("logs of that stage: " + directory);
            }
        }
        return rows;
    }

    private static List<ChaosFault> remaining(List<ChaosRow> rows, List<ChaosFault> faults) {
        return List.copyOf(faults.subList(rows.size(), faults.size()));
    }

    private ChaosRow tried(ChaosFault fault, ChaosStage stage) throws InterruptedException {
        progress.accept(fault.name() + ": " + fault.done());
        ChaosRow row;
        try {
            row = new ChaosTrial(fault, stage).run();
        } catch (NotPossibleHereException why) {
            row = ChaosRow.without(fault, End.NOT_RUN, why.what());
        } catch (InterruptedException end) {
            throw end;
        } catch (Exception failure) {
            row = ChaosRow.without(fault, End.BROKEN, String.valueOf(failure.getMessage()));
        }
        progress.accept(fault.name() + ": " + row.end().word() + ", " + row.seen());
        return row;
    }
}
