package dev.kennel.feature;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.kennel.yaml.DefinitionFolder;
import dev.kennel.yaml.YamlException;
import dev.kennel.yaml.YamlProblem;

/// The features of a directory: `*.yaml` in it.
public final class FeatureBook {

    private FeatureBook() {}

    /// By name.
    ///
    /// @throws YamlException with everything that is wrong, in all files
    /// @throws IOException when the directory cannot be read
    public static List<Feature> load(Path directory) throws YamlException, IOException {
        List<YamlProblem> problems = new ArrayList<>();
        List<Feature> features = List.copyOf(
                DefinitionFolder.read(DefinitionFolder.files(directory), FeatureFile::read, Feature::name, problems)
                        .values());
        if (!problems.isEmpty()) {
            throw new YamlException(problems);
        }
        return features;
    }
}
