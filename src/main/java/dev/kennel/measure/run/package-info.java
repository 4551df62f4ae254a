/// Runs the tasks of `measure` on llama.cpp, in the worker's process only.
package dev.kennel.measure.run;
