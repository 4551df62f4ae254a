/// How files answer to features: where their behaviour lies, and what control vectors do to it. Figures belong to the
/// SHA-256 of a file, as measurements do.
package dev.kennel.responses;
