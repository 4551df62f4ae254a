/// Steering features: what they say, how they are written as YAML, and what is wrong with one that cannot be used.
package dev.kennel.feature;
