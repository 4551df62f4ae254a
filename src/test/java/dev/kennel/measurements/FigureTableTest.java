package dev.kennel.measurements;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FigureTableTest {

    private static final Named WIDE = new Named("wide");
    private static final Named NARROW = new Named("narrow");

    private record Named(String key) implements Conditions {}

    private record Run(long newestMeasurement) implements Figures {}

    private static final Map<String, Map<Named, Run>> MEASURED = Map.of(
            "a", Map.of(WIDE, new Run(1)),
            "b", Map.of(WIDE, new Run(2), NARROW, new Run(9)));

    @Test
    void theConditionsOfMostFilesAreTaken() {
        FigureTable<Named, Run> table = FigureTable.of(MEASURED, Optional.empty());

        assertThat(table.conditions()).contains(WIDE);
        assertThat(table.of("a")).contains(new Run(1));
        assertThat(table.of("b")).contains(new Run(2));
        assertThat(table.others()).isEqualTo(List.of(NARROW));
    }

    @Test
    void theReaderMayWantOthers() {
        FigureTable<Named, Run> table = FigureTable.of(MEASURED, Optional.of("narrow"));

        assertThat(table.conditions()).contains(NARROW);
        assertThat(table.of("a")).isEmpty();
        assertThat(table.of("b")).contains(new Run(9));
    }

    @Test
    void unknownOnesAreTheCommonest() {
        assertThat(FigureTable.of(MEASURED, Optional.of("no such")).conditions())
                .contains(WIDE);
    }

    @Test
    void ofEqualsTheLastUsedIsTaken() {
        Map<String, Map<Named, Run>> measured = Map.of("a", Map.of(WIDE, new Run(3), NARROW, new Run(2)));

        assertThat(FigureTable.of(measured, Optional.empty()).conditions()).contains(WIDE);
    }

    @Test
    void nothingMeasuredIsAnEmptyTable() {
        FigureTable<Named, Run> table = FigureTable.of(Map.of(), Optional.empty());

        assertThat(table.conditions()).isEmpty();
        assertThat(table.others()).isEmpty();
    }
}
