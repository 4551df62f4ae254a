/// What the tasks of all capabilities share that run on llama.cpp, in the worker's process only.
package dev.kennel.worker.run;
