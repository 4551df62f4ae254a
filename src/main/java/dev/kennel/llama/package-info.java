/// The binding to llama.cpp through `java.lang.foreign`: the only package that loads native code or touches its memory.
package dev.kennel.llama;
