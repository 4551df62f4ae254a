package dev.kennel.provenance;

import java.util.List;

import dev.kennel.catalog.ArtifactTensor;
import dev.kennel.catalog.ModelFile;
import dev.kennel.catalog.Quant;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.recipe.Recipe;
import dev.kennel.sweeps.Source;

/// A quant that is to be made again, with all that it was made of.
///
/// @param files of the source, as they were imported
/// @param sourceTensors likewise, without units
/// @param tensors of the quant, as recorded
record RebuildSubject(
        Quant quant,
        Recipe recipe,
        Source source,
        List<ModelFile> files,
        List<TensorWork> sourceTensors,
        List<ArtifactTensor> tensors) {}
