/// How a quant behaves: the definitions, the arithmetic and the files of its measurements, after `llama-perplexity`,
/// `llama-imatrix` and `llama-bench`. What decodes with llama.cpp is in `measure.run`.
package dev.kennel.measure;
