/// Definitions that people write as YAML: their fields with what is wrong about each, and how they are written again.
package dev.kennel.yaml;
