package dev.kennel.features;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.definitions.DefinitionProblems;
import dev.kennel.definitions.Definitions;
import dev.kennel.feature.Feature;
import dev.kennel.feature.FeatureFile;
import dev.kennel.web.ProblemException;
import dev.kennel.yaml.YamlException;

/// The features of the catalog.
@ApplicationScoped
public class Features extends Definitions<FeatureVersion, Feature> {

    /// The page that lists them.
    static final String LIST = "/features";

    private final Clock clock;

    Features(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected Clock clock() {
        return clock;
    }

    @Override
    protected String noun() {
        return "feature";
    }

    @Override
    protected Feature read(String yaml) throws YamlException {
        return FeatureFile.parse(noun(), yaml);
    }

    @Override
    protected String write(Feature feature) {
        return FeatureFile.write(feature);
    }

    @Override
    protected FeatureVersion fresh() {
        return new FeatureVersion();
    }

    /// What a name stands for now.
    ///
    /// @throws ProblemException when there is no such feature
    public FeatureVersion require(String name) {
        return current(name).orElseThrow(() -> notThere("feature", name));
    }

    /// A version of a feature, current or not.
    ///
    /// @throws ProblemException when the feature has no such version
    FeatureVersion require(String name, String digest) {
        return byDigest(digest)
                .filter(version -> version.name.equalsIgnoreCase(name))
                .orElseThrow(() -> notThere("version " + digest + " of the feature", name));
    }

    static ProblemException notThere(String what, String name) {
        return DefinitionProblems.notThere(what, name, LIST);
    }
}
