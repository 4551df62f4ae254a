/// Runs the tasks of `device` on llama.cpp, in the worker's process only.
package dev.kennel.device.run;
