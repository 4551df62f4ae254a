package dev.kennel.features;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import dev.kennel.definitions.DefinitionVersion;
import dev.kennel.feature.Feature;
import dev.kennel.feature.FeatureFile;
import dev.kennel.yaml.YamlException;

/// A version of a feature.
@Entity
@Table(name = "feature")
public class FeatureVersion extends DefinitionVersion {

    public Feature feature() {
        try {
            return FeatureFile.parse(name, yaml);
        } catch (YamlException e) {
            throw new IllegalStateException("The feature " + digest + " was stored and cannot be read", e);
        }
    }
}
