package dev.kennel.sweeps;

import java.util.List;
import java.util.Optional;

/// What a person asks for: the recipes of a ladder, recipes by name, or both.
///
/// @param ladder name of a ladder
/// @param recipes names of recipes; after the ladder's, each once
/// @param imatrix file name of one of the model's importance matrices, `none`, or absent for the newest
public record SweepRequest(Optional<String> ladder, List<String> recipes, Optional<String> imatrix) {

    /// In place of an importance matrix's file name.
    public static final String NO_IMATRIX = "none";

    public SweepRequest {
        ladder = ladder == null ? Optional.empty() : ladder.filter(name -> !name.isBlank());
        recipes = recipes == null ? List.of() : List.copyOf(recipes);
        imatrix = imatrix == null ? Optional.empty() : imatrix.filter(name -> !name.isBlank());
    }
}
