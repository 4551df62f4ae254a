/// Values that weights are moved to and what decides between them, for all encoders.
package dev.kennel.quantize.codebook;
