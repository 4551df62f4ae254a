/// Definitions that people write and that are used for good: recipes, features. Each name has versions.
package dev.kennel.definitions;
