package dev.kennel.sweeps;

import java.util.List;
import java.util.Optional;

/// What a person asks for: the recipes of a ladder, recipes by name, or both.
///
/// @param ladder name of a ladder
/// @param recipes names of recipes; after the ladder's, each once
/// @param imatrix file name of one of the model's importance matrices, `none`, or absent for the newest
/// @param device what is encoded on: `cpu`, an encoding device of the machine's page, or `auto`, the first GPU if there
///     is one; that when absent
public record SweepRequest(
        Optional<String> ladder, List<String> recipes, Optional<String> imatrix, Optional<String> device) {

    /// In place of an importance matrix's file name.
    public static final String NO_IMATRIX = "none";

    public SweepRequest {
        ladder = ladder == null ? Optional.empty() : ladder.filter(name -> !name.isBlank());
        recipes = recipes == null ? List.of() : List.copyOf(recipes);
        imatrix = imatrix == null ? Optional.empty() : imatrix.filter(name -> !name.isBlank());
        device = device == null ? Optional.empty() : device.filter(name -> !name.isBlank());
    }

    /// To be encoded wherever it is fastest.
    public SweepRequest(Optional<String> ladder, List<String> recipes, Optional<String> imatrix) {
        this(ladder, recipes, imatrix, Optional.empty());
    }
}
