/// The mixer: talking to a file that is steered while it answers, beside the same file unsteered.
package dev.kennel.mixer;
